import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ensureIdentity } from './worker-identity.ts';

const home = path.join(await mkdtemp(path.join(tmpdir(), 'marina-identity-')), 'worker');
afterAll(() => rm(path.dirname(home), { recursive: true }));

it('is made once, for root alone to read; without its id, a worker is a new one', async () => {
  const first = await ensureIdentity(home);
  expect(await ensureIdentity(home)).toEqual(first);
  expect((await stat(path.join(home, `secret-${first.id}`))).mode & 0o777).toBe(0o600);
  await rm(path.join(home, 'id'));
  const second = await ensureIdentity(home);
  expect(second.id).not.toBe(first.id);
  expect(second.secret).not.toBe(first.secret);
});
