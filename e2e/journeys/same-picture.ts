// Two screenshots, compared pixel by pixel.
import type { Page } from '@playwright/test';

/** How far a colour may be off: what two runs of the same drawing differ by, if at all. */
const tolerance = 8;

/** How many pixels differ; every one where the sizes do. */
export async function differingPixels(page: Page, left: Buffer, right: Buffer): Promise<number> {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(compare, { left: left.toString('base64'), right: right.toString('base64'), tolerance });
  } finally {
    await blank.close();
  }
}

async function compare(pictures: { left: string; right: string; tolerance: number }): Promise<number> {
  const read = async (base64: string) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes]));
    const drawing = new OffscreenCanvas(width, height).getContext('2d');
    if (!drawing) throw new Error('no canvas');
    drawing.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
    return drawing.getImageData(0, 0, width, height);
  };
  const [left, right] = [await read(pictures.left), await read(pictures.right)];
  if (left.width !== right.width || left.height !== right.height) return left.width * left.height;
  let count = 0;
  for (let at = 0; at < left.data.length; at += 4) {
    const isOff = [0, 1, 2].some(
      (part) => Math.abs((left.data[at + part] ?? 0) - (right.data[at + part] ?? 0)) > pictures.tolerance,
    );
    if (isOff) count += 1;
  }
  return count;
}
