// `marina lab new DIR`: a lab to begin with, which passes `marina lab check`.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { firstLab } from './first-lab.ts';

export async function newLab(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { languages: { type: 'string', default: 'en,fr' } },
  });
  const [directory] = positionals;
  if (!directory) throw new Error('Say where the lab begins: marina lab new DIR.');
  const slug = path.basename(path.resolve(directory));
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(slug))
    throw new Error(`A lab's folder is named in small letters, digits and -, not "${slug}".`);
  const languages = values.languages.split(',');
  const wrong = languages.find((language) => language !== 'en' && language !== 'fr');
  if (wrong !== undefined) throw new Error(`A lab begins in en or fr, not in "${wrong}"; add other languages by hand.`);
  const made = await mkdir(directory, { recursive: true });
  if (made === undefined) throw new Error(`${directory} is there already.`);
  const files = firstLab(slug, languages);
  for (const [name, text] of files) await writeFile(path.join(directory, name), text, { flag: 'wx' });
  console.log(`${directory}: ${[...files.keys()].join(', ')}\n\nNext: marina lab check ${directory}`);
  return 0;
}
