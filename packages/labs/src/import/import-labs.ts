// Any content that Marina can import, by what it looks like. Nothing here touches a disk.
import { importEducates, isEducates } from './educates.ts';
import type { Imported, ImportFormat, SourceFiles } from './imported-lab.ts';
import { importIximiuz, isIximiuz } from './iximiuz.ts';
import { importKillercoda, isKillercoda } from './killercoda.ts';
import { importPlayWithDocker, isPlayWithDocker } from './play-with-docker.ts';

const formats: [ImportFormat, (files: SourceFiles) => boolean, (files: SourceFiles) => Imported][] = [
  ['educates', isEducates, importEducates],
  ['play-with-docker', isPlayWithDocker, importPlayWithDocker],
  ['killercoda', isKillercoda, importKillercoda],
  ['iximiuz', isIximiuz, importIximiuz],
];

export const importFormats = formats.map(([name]) => name);

/** `format` decides where several would fit; undefined when nothing does. */
export function importLabs(files: SourceFiles, format?: ImportFormat): Imported | undefined {
  const found = formats.find(([name, fits]) => (format ? name === format : fits(files)));
  return found?.[2](files);
}
