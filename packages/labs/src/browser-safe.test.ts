// What pages use must load in a browser: none of these entries reaches Node, however far one follows their imports.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const entries = [
  'lab',
  'document',
  'fill-document',
  'language',
  'variables',
  'quiz',
  'problem',
  'build-lab',
  'checks/check',
  'checks/run-checks',
  'import/import-labs',
  'import/lab-folder',
];

it.each(entries)('%s and all it imports are free of Node', (entry) => {
  const seen = new Set<string>();
  const foreign = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';$/gm))
      if (name.startsWith('.')) visit(path.join(path.dirname(file), name));
      else foreign.add(name);
  };
  visit(path.join(import.meta.dirname, `${entry}.ts`));
  expect([...foreign].filter((name) => !['zod', 'yaml', 'markdown-it'].includes(name))).toEqual([]);
});
