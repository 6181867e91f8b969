// `marina lab preview DIR`: a Marina with the labs that somebody is writing; pages follow each save.
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import { copyLabs } from '@marina/labs/copy-labs';
import { loadCatalogue } from '@marina/labs/load-catalogue';
import { problemLine } from '@marina/labs/problem';
import { followLabFailures } from './lab-failures.ts';
import { type PreviewSettings, readPreviewSettings } from './preview-settings.ts';
import { up } from './up.ts';

/** An editor's save is several changes. */
const settleMs = 200;

export async function previewLabs(args: string[], signal: AbortSignal): Promise<number> {
  const { directory, labs, settings } = readPreviewSettings(args);
  if (directory === undefined) throw new Error('Say which folder to show: marina lab preview DIR.');
  // A lab is shown with those beside it: its links lead there.
  const holder = path.resolve(
    existsSync(path.join(directory, 'lab.yaml')) ? path.dirname(path.resolve(directory)) : directory,
  );
  await copyLabs(holder, labs);
  await tellProblems(holder);
  using _watching = followChanges(holder, labs);
  const stop = new AbortController();
  const failures = followLabFailures(settings.home, (failure) => console.log(`    ${failure}`), stop.signal);
  try {
    await up(settings, signal);
  } finally {
    stop.abort();
    await failures;
  }
  return 0;
}

function followChanges(holder: string, labs: PreviewSettings['labs']): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const refresh = async () => {
    await copyLabs(holder, labs);
    await tellProblems(holder);
  };
  const watcher = watch(holder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      refresh().catch((error: Error) => console.error(`    The labs could not be copied: ${error.message}`));
    }, settleMs);
  });
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}

async function tellProblems(holder: string): Promise<void> {
  const { labs, problems } = await loadCatalogue(holder);
  for (const problem of problems) console.log(problemLine(problem));
  console.log(`    ${labs.length} of the labs can be shown.`);
}
