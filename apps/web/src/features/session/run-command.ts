// A lab's command on its way into a terminal: finds it, or opens it, shows it, types.
import type { Target } from '@marina/labs/document';
import type { Place } from '../layout/layout-reducer.ts';
import type { Command, Typist } from '../terminal/typist.ts';

export type RunFailure = 'no-instance' | 'not-running' | 'no-terminal' | 'not-taken';
/** `repeated`: the click was one too many. */
export type RunOutcome = 'typed' | 'repeated' | RunFailure;

/** What a run needs of the session's page; instances are named by their ids. */
export type Workbench = {
  findInstance(name: string): { id: string; isRunning: boolean } | undefined;
  /** Terminals of the instance by their numbers. */
  terminals(instance: string): ReadonlyMap<number, string>;
  open(instance: string, place: Place): Promise<string | undefined>;
  show(terminal: string): void;
  typist(terminal: string): Promise<Typist | undefined>;
};

export async function runCommand(target: Target, command: Command, bench: Workbench): Promise<RunOutcome> {
  const instance = bench.findInstance(target.instance);
  if (!instance) return 'no-instance';
  if (!instance.isRunning) return 'not-running';
  const terminal = await findOrOpen(instance.id, target.terminal, bench);
  if (terminal === undefined) return 'no-terminal';
  if (await typeInto(terminal, command, bench)) return 'typed';
  // Nothing was typed, so trying again in a fresh shell runs nothing twice.
  const fresh = await bench.open(instance.id, { at: 'pane', of: terminal });
  if (fresh === undefined) return 'no-terminal';
  return (await typeInto(fresh, command, bench)) ? 'typed' : 'not-taken';
}

async function typeInto(terminal: string, command: Command, bench: Workbench): Promise<boolean> {
  bench.show(terminal);
  const typist = await bench.typist(terminal);
  return (await typist?.type(command)) ?? false;
}

/** A new terminal gets the lowest number that is free, so those below the wanted one are opened on the way. */
async function findOrOpen(instance: string, number: number, bench: Workbench): Promise<string | undefined> {
  const known = bench.terminals(instance);
  let terminal = known.get(number);
  if (terminal !== undefined) return terminal;
  for (let next = 1; next <= number; next += 1) {
    if (known.has(next)) continue;
    terminal = await bench.open(instance, { at: 'tab' });
    if (terminal === undefined) return undefined;
  }
  return terminal;
}
