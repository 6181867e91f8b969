import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { raiseKeyringLimits } from './keyrings.ts';

it('limits of keyrings are raised, and never lowered', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'keys-'));
  await writeFile(path.join(directory, 'maxkeys'), '200\n');
  await writeFile(path.join(directory, 'maxbytes'), '9000000\n');
  await raiseKeyringLimits(directory);
  expect(await readFile(path.join(directory, 'maxkeys'), 'utf8')).toBe('20000');
  expect(await readFile(path.join(directory, 'maxbytes'), 'utf8')).toBe('9000000\n');
  await rm(directory, { recursive: true });
  await expect(raiseKeyringLimits(directory)).resolves.toBeUndefined();
});
