import { expect, test } from 'vitest';
import { readPreviewSettings } from './preview-settings.ts';

test('a preview has a name, a home and a port of its own, and reads the copy of the labs', () => {
  const { directory, labs, settings } = readPreviewSettings(['--port', '9000', 'my-labs'], {
    // Next's types insist on NODE_ENV.
    NODE_ENV: 'test',
    MARINA_POOL: '2',
  });
  expect(directory).toBe('my-labs');
  expect(labs).toBe('/var/lib/marina-preview/labs');
  expect(settings).toMatchObject({ name: 'preview', home: '/var/lib/marina-preview', port: 9000 });
  expect(settings.inherited).toMatchObject({ MARINA_LABS: labs, MARINA_LABS_WATCH: 'on', MARINA_POOL: '2' });
});
