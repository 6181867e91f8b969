// Holds the operator's tables in docs/operators to the variables that the apps read.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const repo = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, repo), 'utf8');
const guide = read('docs/operators/README.md');

it.each([
  ['Command line', 'apps/cli/src/env.ts'],
  ['Session manager', 'apps/session-manager/src/env.ts'],
  ['Web app', 'apps/web/src/env.ts'],
  ['Worker', 'apps/worker/src/env.ts'],
])('the table “%s” names exactly the variables of %s', (heading, file) => {
  expect(documentedIn(heading)).toEqual(variablesOf(read(file)));
});

/** Names in the first column of the table below the heading. */
function documentedIn(heading: string): string[] {
  const [, section = ''] = guide.split(`### ${heading}\n`);
  const [body = ''] = section.split(/^#/m);
  return [...body.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = '']) => name).sort();
}

/** Every variable that the file names outside its comments, each once. */
function variablesOf(source: string): string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...new Set(code.match(/\b(?:DATABASE_URL|MARINA_[A-Z][A-Z_]*)\b/g))].sort();
}
