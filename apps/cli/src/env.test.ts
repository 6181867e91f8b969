import { expect, test } from 'vitest';
import { readSettings } from './env.ts';

// Next's types insist on NODE_ENV.
const env = (values: Record<string, string>) => values as NodeJS.ProcessEnv;

test('flags win over the environment, which wins over the defaults', () => {
  const settings = readSettings(['--port', '9000'], env({ MARINA_PORT: '8000', MARINA_HOME: '/srv/marina' }));
  expect(settings).toMatchObject({ name: 'marina', home: '/srv/marina', port: 9000, host: '127.0.0.1' });
  expect(settings.publicUrl).toBe('http://localhost:9000');
  expect(settings.imageStore).toBe('/srv/marina/images');
  expect(settings.runDir).toBe('/run/marina/marina');
});

test('the processes get MARINA_ variables and what networks need, and nothing else', () => {
  const caller = { MARINA_POOL: '3', PATH: '/bin', https_proxy: 'http://p', AWS_SECRET: 's', DATABASE_URL: '' };
  expect(readSettings([], env(caller)).inherited).toEqual({ MARINA_POOL: '3', PATH: '/bin', https_proxy: 'http://p' });
});

test('a value that makes no sense is named in one sentence', () => {
  expect(() => readSettings(['--port', 'http'], env({}))).toThrow(/^The setting port is not usable: .+\.$/);
  expect(() => readSettings(['--name', '../x'], env({}))).toThrow(/^The setting name is not usable: .+\.$/);
});
