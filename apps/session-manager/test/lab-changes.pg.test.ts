import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTestLabs } from './test-labs.ts';
import { startTestManager } from './test-manager.ts';

it('pages are told when labs have changed, where the operator watches them', async () => {
  await using labs = await makeTestLabs();
  await using manager = await startTestManager({ MARINA_LABS: labs.directory, MARINA_LABS_WATCH: 'on' });
  const browser = manager.browser();
  const events = await browser.request('GET', '/api/v1/lab-changes');
  expect(events.headers.get('content-type')).toBe('text/event-stream');
  const told = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await told?.read())?.value).toBe(': watching\n\n');
  await writeFile(path.join(labs.directory, 'paths.yaml'), '[]\n');
  expect((await told?.read())?.value).toBe('data: changed\n\n');
  expect(await (await browser.request('GET', '/api/v1/paths')).json()).toEqual({ paths: [] });
  await told?.cancel();
});

it('elsewhere there is nothing to be told', async () => {
  await using manager = await startTestManager();
  expect((await manager.browser().errorOf('GET', '/api/v1/lab-changes')).code).toBe('not-found');
});
