import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { node, repo } from '../../../scripts/setup/paths.mjs';
import { shortPauses } from './prefer-process.ts';

it('Marina’s Node knows the flags for short pauses, and has small young generations with them', () => {
  const told = 'v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space").space_size';
  const fill = 'let kept = []; for (let i = 0; i < 2e6; i++) { kept.push({ i }); if (i % 50_000 === 0) kept = []; }';
  const script = `const v8 = require('node:v8'); ${fill} console.log(${told})`;
  const youngBytes = (flags: readonly string[]) =>
    Number(execFileSync(node, [...flags, '-e', script], { encoding: 'utf8' }));
  expect(youngBytes(shortPauses)).toBeLessThan(6e6);
  expect(youngBytes([])).toBeGreaterThan(6e6);
});

it.each(['manager', 'worker'])('the %s has them under systemd, too', (name) => {
  const unit = readFileSync(path.join(repo, `infra/systemd/marina-${name}.service`), 'utf8').replaceAll(/\\\n +/g, '');
  expect(/^ExecStart=.*$/m.exec(unit)?.[0]).toContain(` ${shortPauses.join(' ')} apps/`);
});
