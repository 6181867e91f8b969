// What one more idle terminal costs, shown by a client, beside what its shell costs.
import { type Memory, readRestingMemory } from '../../machine/memory.ts';
import type { MarinaPlace } from '../../marina-under-test.ts';
import type { Playground } from '../../playground.ts';
import { type Figure, median } from '../figures.ts';
import type { ShellEvents } from './channel.ts';
import { attach } from './marina.ts';

const allTerminals = 50;
const targetMb = 1;

/** Ends the shell and its client. */
type Shut = () => Promise<void>;

const idle: ShellEvents = { receive: (_data, parsed) => parsed(), ended: () => undefined };

/** Of one round. */
type Growth = { before: Memory; after: Memory };

export type MemoryPerTerminal = { rounds: Growth[]; extraTerminals: number };

/**
 * The playgrounds' first terminals are there before, as are those of a warm-up that opens as many and shuts them. Several
 * rounds: a heap that grows by a few megabytes in one of them is no terminal's.
 */
export async function measureMemory(
  place: MarinaPlace,
  playgrounds: readonly Playground[],
  roundCount: number,
): Promise<MemoryPerTerminal> {
  const extraTerminals = allTerminals - playgrounds.length;
  const firsts = await Promise.all(
    playgrounds.map(({ student, session, terminal }) => attach(student.addressOf(session, terminal), idle)),
  );
  await shutAll(await openTerminals(playgrounds, extraTerminals));
  const rounds: Growth[] = [];
  while (rounds.length < roundCount) {
    const before = await readRestingMemory(place);
    const more = await openTerminals(playgrounds, extraTerminals);
    rounds.push({ before, after: await readRestingMemory(place) });
    await shutAll(more);
  }
  for (const first of firsts) first.close();
  return { rounds, extraTerminals };
}

export function memoryFigure({ rounds, extraTerminals }: MemoryPerTerminal): Figure {
  const each = (of: keyof Memory) => median(rounds.map(({ before, after }) => after[of] - before[of])) / extraTerminals;
  const value = each('marina');
  return {
    figure: 'memory-per-terminal',
    value,
    unit: 'MB',
    against: { what: 'its shell', value: each('inside') },
    n: rounds.length,
    target: `< ${targetMb} MB`,
    ok: value < targetMb,
  };
}

export function memoryNote({ rounds, extraTerminals }: MemoryPerTerminal): string {
  const grew = (of: keyof Memory) =>
    rounds.map(({ before, after }) => `${before[of].toFixed(0)} -> ${after[of].toFixed(0)}`).join(', ');
  return `PSS in MB with ${extraTerminals} idle terminals more: Marina's processes ${grew('marina')}; the instances' ${grew('inside')}`;
}

async function openTerminals(playgrounds: readonly Playground[], count: number): Promise<Shut[]> {
  const all: Shut[] = [];
  for (let at = 0; at < count; at++) {
    const playground = playgrounds[at % playgrounds.length];
    if (!playground) throw new Error('no playground to open terminals in');
    const { student, session, instance } = playground;
    const terminal = await student.openTerminal(session, instance);
    const channel = await attach(student.addressOf(session, terminal), idle);
    all.push(async () => {
      channel.close();
      await student.closeTerminal(session, terminal);
    });
  }
  return all;
}

async function shutAll(all: readonly Shut[]): Promise<void> {
  for (const shut of all) await shut();
}
