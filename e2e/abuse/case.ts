// What an abuse case is, and how denials are told from tests that are broken.
import type { Ground } from './ground.ts';
import type { Stand } from './inside.ts';

export type AbuseCase = {
  /** As in the specification, such as B1; with `/nested` for the same from a container that has all it can get. */
  id: string;
  tried: string;
  expected: string;
  run(ground: Ground): Promise<Outcome>;
};

export type Outcome =
  | { ok: boolean; seen: string }
  /** Why it can't be tried on this machine. */
  | { notRun: string };

/** A case and the same from a container that has all it can get. */
export function both(
  id: string,
  tried: string,
  expected: string,
  run: (ground: Ground, stand: Stand) => Promise<Outcome>,
): AbuseCase[] {
  return [
    { id, tried, expected, run: (ground) => run(ground, 'instance') },
    { id: `${id}/nested`, tried: `${tried}, from a container`, expected, run: (ground) => run(ground, 'nested') },
  ];
}

/** A way to reach something, tried: the names of what was reached. */
export type Attempt = () => Promise<readonly string[]>;

/**
 * A denial beside its positive control: the same attempt, where it has to succeed. Nothing of what is denied may be
 * reached, and each thing of the control must be: else the attempt itself is broken, and its failure means nothing.
 */
export async function denied(
  control: { attempt: Attempt; reaches: readonly string[] },
  attempt: Attempt,
): Promise<Outcome> {
  const reached = await control.attempt();
  const missed = control.reaches.filter((name) => !reached.includes(name));
  const wrong = await attempt();
  const seen = `${listed(wrong)} reached; control ${control.reaches.length - missed.length}/${control.reaches.length}`;
  return { ok: missed.length === 0 && wrong.length === 0, seen: missed[0] ? `${seen}, not ${listed(missed)}` : seen };
}

/** Several outcomes as one: good when all are. */
export function together(outcomes: Record<string, Outcome>): Outcome {
  const all = Object.entries(outcomes);
  const seen = all.map(([name, outcome]) => `${name}: ${'notRun' in outcome ? outcome.notRun : outcome.seen}`);
  return { ok: all.every(([, outcome]) => 'ok' in outcome && outcome.ok), seen: seen.join('; ') };
}

export function listed(names: readonly string[]): string {
  if (names.length === 0) return '0';
  const shown = names.slice(0, 4).join(', ');
  return `${names.length} (${shown}${names.length > 4 ? ', …' : ''})`;
}
