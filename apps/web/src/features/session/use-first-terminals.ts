// Opens the terminals that a session begins with: those that its lab names, else one in each instance that is looked at.
import type { LabContent } from '@marina/protocol/lab-content';
import type { Instance } from '@marina/protocol/session';
import { useEffect, useRef } from 'react';
import { firstTerminals } from '../layout/first-layout.ts';
import { type Layout, terminalsOfInstance } from '../layout/layout.ts';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type Options = {
  instances: readonly Instance[];
  /** The one whose tab is chosen. */
  instance: Instance | undefined;
  layout: Layout;
  isRestored: boolean;
  /** Null if the lab wants nothing; undefined while nobody knows. */
  wanted: LabContent['layout'] | undefined;
  terminals: ReturnType<typeof useInstanceTerminals>;
};

export function useFirstTerminals({ instances, instance, layout, isRestored, wanted, terminals }: Options): void {
  const { open, openings } = terminals;
  const begun = useRef<'no' | 'busy' | 'yes'>('no');
  const isBlank = Object.keys(layout.terminals).length === 0 && instances.every((one) => one.terminals.length === 0);
  const firsts = wanted && isBlank ? firstTerminals(wanted) : [];
  const areThere = firsts.every(({ instance: name }) => instances.some((one) => isRunning(one) && one.name === name));
  const opensFirsts = isRestored && firsts.length > 0 && areThere;

  const mayOpen = isRestored && wanted !== undefined && instance && isRunning(instance);
  const isUntouched = instance && !openings[instance.id] && terminalsOfInstance(layout, instance.id).length === 0;
  const opensOne = mayOpen && isUntouched && instance.terminals.length === 0 ? instance.id : undefined;

  useEffect(() => {
    if (begun.current === 'busy') return;
    if (opensFirsts && begun.current === 'no') void openInOrder();
    else if (opensOne) void open(opensOne, { at: 'tab' });

    async function openInOrder() {
      begun.current = 'busy';
      let previous: string | undefined;
      for (const { instance: name, place } of firsts) {
        const id = instances.find((one) => one.name === name)?.id;
        if (id !== undefined) previous = (await open(id, place(previous))) ?? previous;
      }
      // Whatever became of it: it is tried once.
      begun.current = 'yes';
    }
  });
}

function isRunning({ status }: Instance): boolean {
  return status === 'running';
}
