// Files on their way into an instance, as the tar that `putFiles` takes.
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';

/** `name` is a path below the directory that the tar is unpacked in; folders on the way are made. */
export type PackedFile = { name: string; mode: number; content: Buffer };

export function packFiles(files: readonly PackedFile[]): Readable {
  const tar = pack();
  for (const { name, mode, content } of files) tar.entry({ name, mode }, content);
  tar.finalize();
  return Readable.from(tar);
}
