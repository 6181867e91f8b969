import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { EngineError } from '../errors.ts';

/** The texts in a tar, by name. @throws EngineError `invalid` */
export async function readTar(tar: Readable): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  try {
    for await (const entry of tar.pipe(extract())) {
      let text = '';
      for await (const chunk of entry) text += String(chunk);
      files.set(entry.header.name, text);
    }
  } catch (error) {
    throw new EngineError('invalid', 'the files could not be unpacked', { cause: error });
  }
  return files;
}
