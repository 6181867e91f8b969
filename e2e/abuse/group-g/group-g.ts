// Group G: content, from whoever writes labs and whoever hands them in.
import type { AbuseCase } from '../case.ts';
import { addresses, repositories } from './git-import.ts';
import { bombs, disguise, notFiles, paths } from './hostile-folders.ts';
import { downloads } from './lab-files.ts';

const noUpload = 'Marina takes no uploads: files of a lab go into an instance before anybody is in it';
const browser = 'needs a browser: e2e/journeys/hostile-lab.spec.ts';

export const groupG: readonly AbuseCase[] = [
  { id: 'G1', tried: 'files of a lab from outside its folder', expected: 'refused', run: paths },
  {
    id: 'G2',
    tried: 'an upload onto a link',
    expected: 'the machine untouched',
    run: async () => ({ notRun: noUpload }),
  },
  { id: 'G3', tried: 'a trojan unpacker', expected: 'the machine untouched', run: async () => ({ notRun: noUpload }) },
  { id: 'G4', tried: 'links, pipes and devices to import', expected: 'left out', run: notFiles },
  { id: 'G5', tried: 'labs that are bombs', expected: 'refused before they are read', run: bombs },
  { id: 'G6', tried: 'HTML, scripts, SVG in a lab', expected: 'harmless text', run: async () => ({ notRun: browser }) },
  { id: 'G7', tried: 'commands that read otherwise than they run', expected: 'refused', run: disguise },
  { id: 'G8', tried: 'Git addresses that lead inside', expected: 'refused', run: addresses },
  { id: 'G9', tried: 'repositories with hooks, huge, slow', expected: 'nothing runs; given up', run: repositories },
  { id: 'G10', tried: 'files of labs, by their addresses', expected: 'pictures only, as such', run: downloads },
];
