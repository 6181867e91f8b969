// Pictures that come along with imported content.
import { resolveIn, type SourceFiles } from './imported-lab.ts';

/** Gives the path in the lab for a picture that a text in `folder` shows, and has it copied. */
export function copyPictures(
  files: SourceFiles,
  folder: string,
  into: Map<string, { text: string } | { copyOf: string }>,
): (source: string) => string | undefined {
  return (source) => {
    const path = resolveIn(folder, source.replace(/[?#].*$/, ''));
    const name = path?.split('/').at(-1) ?? '';
    if (
      path === undefined ||
      !files.has(path) ||
      !/^[A-Za-z0-9_][A-Za-z0-9_.-]*\.(png|jpe?g|gif|webp|avif)$/i.test(name)
    )
      return undefined;
    into.set(`images/${name}`, { copyOf: path });
    return `images/${name}`;
  };
}
