// What only Marina may know is neither in its logs nor in the page that a student reads.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './student-page.ts';

test('no secret in the logs, none in the page’s source', async ({ student, page, place }) => {
  await student.openPlayground();
  await student.run('echo what-a-student-typed');
  const cookies = await page.context().cookies();
  const guest = cookies.find(({ httpOnly }) => httpOnly)?.value ?? '';
  expect(guest).toMatch(/^[0-9a-z]{26}$/);
  const { workerToken, authSecret } = JSON.parse(await readFile(path.join(place.home, 'secrets.json'), 'utf8'));
  const secrets = [guest, workerToken, authSecret, 'what-a-student-typed'];

  const logs = await readLogs(path.join(place.home, 'log'), path.join(place.home, 'worker', 'log'));
  expect(logs).toContain('worker joined');
  for (const secret of secrets) expect(logs.includes(secret), 'a secret in a log').toBe(false);

  const source = await (await page.request.get(page.url())).text();
  expect(source).toContain('<!DOCTYPE html>');
  for (const secret of [...secrets, place.home, place.runDir, 'docker.sock', 'link.sock', 'postgresql://']) {
    expect(source.includes(secret), `${secret.slice(0, 12)} in the page`).toBe(false);
  }
  expect(await page.evaluate(() => document.cookie)).not.toContain(guest);
});

async function readLogs(...directories: string[]): Promise<string> {
  const files = await Promise.all(
    directories.map(async (directory) => (await readdir(directory)).map((name) => path.join(directory, name))),
  );
  return (await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))).join('\n');
}
