// Runs a lab's commands in the terminals of this page.
import type { Target } from '@marina/labs/document';
import type { Session } from '@marina/protocol/session';
import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import { type Layout, numberedTerminals } from '../layout/layout.ts';
import type { LayoutAction } from '../layout/layout-reducer.ts';
import type { Command } from '../terminal/typist.ts';
import { useTypists } from '../terminal/typists.tsx';
import { type RunOutcome, runCommand, type Workbench } from './run-command.ts';
import { createRunQueue } from './run-queue.ts';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

/** Its code and its connection may have to be loaded first. */
const terminalWithinMs = 15_000;

type Options = {
  session: Session;
  layout: Layout;
  dispatch: Dispatch<LayoutAction>;
  open: ReturnType<typeof useInstanceTerminals>['open'];
  /** A terminal is about to be typed into, and should be seen. */
  onShow: () => void;
};

export function useRun({ session, layout, dispatch, open, onShow }: Options) {
  const typists = useTypists();
  const [queue] = useState(() => createRunQueue(Date.now));
  const latest = useRef({ session, layout, onShow });
  useEffect(() => {
    latest.current = { session, layout, onShow };
  });

  return useCallback(
    async (target: Target, command: Command): Promise<RunOutcome> => {
      const bench: Workbench = {
        findInstance: (name) => {
          const instance = latest.current.session.instances.find((other) => other.name === name);
          return instance && { id: instance.id, isRunning: instance.status === 'running' };
        },
        terminals: (instance) => numberedTerminals(latest.current.layout, instance),
        open,
        show: (terminal) => {
          latest.current.onShow();
          dispatch({ type: 'focused', terminal });
        },
        typist: (terminal) => typists.find(terminal, terminalWithinMs),
      };
      const key = JSON.stringify([target, command]);
      return (await queue.run(key, () => runCommand(target, command, bench))) ?? 'repeated';
    },
    [queue, open, dispatch, typists],
  );
}
