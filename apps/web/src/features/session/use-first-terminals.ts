// The terminals that a session begins with: those that its lab names, where it wants them; else one in each instance
// that is looked at.
import type { LabContent } from '@marina/protocol/lab-content';
import type { Instance } from '@marina/protocol/session';
import { type Dispatch, useEffect, useRef } from 'react';
import { type FirstTerminal, firstTerminals } from '../layout/first-layout.ts';
import { type Layout, numberedTerminals, terminalsOfInstance } from '../layout/layout.ts';
import type { LayoutAction } from '../layout/layout-reducer.ts';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type Options = {
  instances: readonly Instance[];
  /** The one whose tab is chosen. */
  instance: Instance | undefined;
  layout: Layout;
  isRestored: boolean;
  /** Nobody has laid out this session in this browser before. */
  isFresh: boolean;
  /** Null if the lab wants nothing; undefined while nobody knows. */
  wanted: LabContent['layout'] | undefined;
  dispatch: Dispatch<LayoutAction>;
  terminals: ReturnType<typeof useInstanceTerminals>;
};

export function useFirstTerminals(options: Options): void {
  const { instances, instance, layout, isRestored, isFresh, wanted, terminals } = options;
  const { open, openings } = terminals;
  const begun = useRef<'no' | 'busy' | 'yes'>('no');
  const firsts = wanted && isFresh ? firstTerminals(wanted) : [];
  const areThere = firsts.every(({ instance: name }) => instances.some((one) => isRunning(one) && one.name === name));
  const isForLab = isRestored && firsts.length > 1 && areThere;

  const mayOpen = isRestored && wanted !== undefined && instance && isRunning(instance);
  const isUntouched = instance && !openings[instance.id] && terminalsOfInstance(layout, instance.id).length === 0;
  const opensOne = mayOpen && isUntouched && instance.terminals.length === 0 ? instance.id : undefined;

  useEffect(() => {
    if (begun.current === 'busy') return;
    if (isForLab && begun.current === 'no') {
      begun.current = 'busy';
      // Whatever becomes of it: it is tried once.
      void layOut(firsts, options).finally(() => {
        begun.current = 'yes';
      });
    } else if (opensOne) void open(opensOne, { at: 'tab' });
  });
}

/** Instances come with a terminal each, as a rule: those are moved to where they belong, the others opened there. */
async function layOut(firsts: readonly FirstTerminal[], { instances, layout, dispatch, terminals }: Options) {
  let first: string | undefined;
  let previous: string | undefined;
  for (const { instance: name, number, place } of firsts) {
    const id = instances.find((one) => one.name === name)?.id ?? '';
    const known = numberedTerminals(layout, id).get(number);
    const where = place(previous);
    if (known === undefined) previous = (await terminals.open(id, where)) ?? previous;
    else {
      if (where.at === 'beside') dispatch({ type: 'placed', terminal: known, place: where });
      previous = known;
    }
    first ??= previous;
  }
  if (first !== undefined) dispatch({ type: 'focused', terminal: first });
}

function isRunning({ status }: Instance): boolean {
  return status === 'running';
}
