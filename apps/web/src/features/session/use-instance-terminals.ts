// Opens, replaces and closes the terminals of one instance; the first one opens by itself.
import type { Instance } from '@marina/protocol/session';
import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { closeTerminal, openTerminal } from '../../api/sessions.ts';
import type { TabsAction } from '../terminal/terminal-tabs.ts';

type Options = {
  session: string;
  instance: Instance;
  isVisible: boolean;
  isEmpty: boolean;
  dispatchTabs: Dispatch<TabsAction>;
};

export function useInstanceTerminals({ session, instance, isVisible, isEmpty, dispatchTabs }: Options) {
  const [failure, setFailure] = useState<Failure>();
  const [isOpening, setIsOpening] = useState(false);
  const hasOpened = useRef(!isEmpty);
  const { id, status } = instance;

  const open = useCallback(
    async (replaces?: string) => {
      hasOpened.current = true;
      setIsOpening(true);
      setFailure(undefined);
      const reply = await openTerminal(session, id, {});
      setIsOpening(false);
      if (reply.ok) dispatchTabs({ type: 'opened', instance: id, terminal: reply.value.id, replaces });
      else setFailure(reply.code);
    },
    [session, id, dispatchTabs],
  );

  const close = useCallback(
    (terminal: string) => {
      dispatchTabs({ type: 'closed', instance: id, terminal });
      // One that has exited is gone already: whatever the reply, its tab is closed.
      void closeTerminal(session, terminal);
    },
    [session, id, dispatchTabs],
  );

  useEffect(() => {
    if (isVisible && isEmpty && status === 'running' && !hasOpened.current) void open();
    if (!isEmpty) hasOpened.current = true;
  }, [isVisible, isEmpty, status, open]);

  return { open, close, isOpening, failure };
}
