import { expect, it } from 'vitest';
import { createRunQueue } from './run-queue.ts';

function setUp() {
  let nowMs = 0;
  const typed: string[] = [];
  const queue = createRunQueue(() => nowMs);
  const click = (text: string, takesMs = 0) =>
    queue.run(text, async () => {
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      typed.push(text);
      return 'typed';
    });
  return { typed, click, wait: (ms: number) => (nowMs += ms) };
}

it('a double click runs once, also when the first click has ended before the second', async () => {
  const { click, typed, wait } = setUp();
  const [first, second] = await Promise.all([click('docker ps', 5), click('docker ps')]);
  wait(100);
  expect([first, second, await click('docker ps')]).toEqual(['typed', undefined, undefined]);
  expect(typed).toEqual(['docker ps']);
});

it('who wants it again gets it again, a moment later', async () => {
  const { click, typed, wait } = setUp();
  await click('docker ps');
  wait(800);
  await click('docker ps');
  expect(typed).toEqual(['docker ps', 'docker ps']);
});

it('different commands run in the order of their clicks', async () => {
  const { click, typed } = setUp();
  await Promise.all([click('docker pull nginx', 10), click('docker images')]);
  expect(typed).toEqual(['docker pull nginx', 'docker images']);
});
