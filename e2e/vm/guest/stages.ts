// What is run in the guest, and how its outcome is read.
const node = process.execPath;

export type Stage = {
  name: string;
  command: string[];
  /** What of it was asked for. */
  takes: 'files' | 'cases';
  ownNetwork?: boolean;
  seen: (output: string) => string;
};

const lastMatch = (pattern: RegExp) => (output: string) =>
  output
    .split('\n')
    .findLast((line) => pattern.test(line))
    ?.trim() ?? 'nothing';

/** Of the lines that the suite writes as it goes: id, verdict, seconds, what was seen. */
export function countVerdicts(output: string): string {
  const verdicts = output.match(/^\s+[A-H]\d\S* (ok|-|UNEXPECTED), /gm) ?? [];
  const count = (verdict: string) => verdicts.filter((line) => line.endsWith(` ${verdict}, `)).length;
  return `${count('ok')} ok, ${count('UNEXPECTED')} unexpected, ${count('-')} not run`;
}

/** Suites on a Docker Engine; instances with AppArmor's profile and cgroup v2 delegated. */
const engine: Stage = {
  name: 'engine',
  command: [node, 'node_modules/.bin/vitest', 'run', '--project', 'docker', '--no-color', '--reporter', 'verbose'],
  takes: 'files',
  ownNetwork: true,
  seen: lastMatch(/^\s*Tests /),
};

/** A whole Marina, and what its students try against the machine. */
const abuse: Stage = {
  name: 'abuse',
  command: [node, 'e2e/abuse/main.ts'],
  takes: 'cases',
  seen: countVerdicts,
};

export const stages: readonly Stage[] = [engine, abuse];
export const stageNames: readonly string[] = stages.map(({ name }) => name);
