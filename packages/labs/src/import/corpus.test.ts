// All of a corpus of other people's content, which is not in this repository: MARINA_CORPUS names its folder, with one
// folder for each platform.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildLab } from '../build-lab.ts';
import { importLabs } from './import-labs.ts';
import { labFolder } from './lab-folder.ts';
import { readSource } from './read-source.ts';
import { countItems } from './report.ts';

const corpus = process.env.MARINA_CORPUS ?? path.join(import.meta.dirname, '../../../../../shared/corpus');
const there = existsSync(corpus);
const sources = there ? readdirSync(corpus).sort() : [];

describe('a corpus', () => {
  it.skipIf(there)('not run: there is no folder with a corpus; MARINA_CORPUS names one', () => undefined);

  it.each(sources)('%s: all of it is imported into labs without an error', async (source) => {
    const { files } = await readSource(path.join(corpus, source));
    const imported = importLabs(files);
    const problems = (imported?.labs ?? []).flatMap((lab) => {
      const folder = [...labFolder(lab)].map(([name, file]) => [name, 'text' in file ? file : { bytes: 1 }] as const);
      return buildLab(lab.slug, new Map(folder)).problems;
    });
    expect(problems).toEqual([]);
    const counts = countItems(imported?.items ?? []).map(
      ({ times, outcome, construct, note }) => `${times} ${outcome}: ${construct}${note ? ` (${note})` : ''}`,
    );
    expect({
      format: imported?.format,
      labs: imported?.labs.length,
      steps: imported?.labs.reduce((sum, { steps }) => sum + steps.length, 0),
      groups: imported?.groups.length,
      counts,
    }).toMatchSnapshot();
  });
});
