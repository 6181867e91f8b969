import { expect, it, vi } from 'vitest';
import { createDiagramPictures } from './diagram-pictures.ts';

const picture = { url: 'data:,', width: 1 };

it('a diagram is drawn once in each theme, however often it is asked for, and is then there at once', async () => {
  const pen = vi.fn(async () => picture);
  const pictures = createDiagramPictures(pen);
  expect(pictures.find('A-->B', false)).toBeUndefined();
  const both = [pictures.draw('A-->B', false), pictures.draw('A-->B', false)];
  expect(await Promise.all(both)).toEqual([picture, picture]);
  expect(pictures.find('A-->B', false)).toBe(picture);
  expect(pictures.find('A-->B', true)).toBeUndefined();
  expect(pen).toHaveBeenCalledTimes(1);
});

it('a text that is no diagram is not drawn again', async () => {
  const pen = vi.fn(async () => undefined);
  const pictures = createDiagramPictures(pen);
  expect([await pictures.draw('x', false), await pictures.draw('x', false)]).toEqual([null, null]);
  expect(pictures.find('x', false)).toBeNull();
  expect(pen).toHaveBeenCalledTimes(1);
});

it('what draws is asked for again when it could not be loaded', async () => {
  const pen = vi.fn(async () => picture).mockRejectedValueOnce(new Error('offline'));
  const pictures = createDiagramPictures(pen);
  expect(await pictures.draw('A-->B', false)).toBeNull();
  expect(pictures.find('A-->B', false)).toBeUndefined();
  expect(await pictures.draw('A-->B', false)).toBe(picture);
});

it('of texts without end the oldest pictures go', async () => {
  const pictures = createDiagramPictures(async () => picture);
  for (let number = 0; number <= 100; number++) await pictures.draw(`${number}`, false);
  expect(pictures.find('0', false)).toBeUndefined();
  expect(pictures.find('1', false)).toBe(picture);
});
