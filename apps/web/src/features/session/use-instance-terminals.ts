// Opens, replaces and closes terminals of the session's instances, and remembers what became of the requests.
import { type Dispatch, useCallback, useRef, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { closeTerminal, openTerminal } from '../../api/sessions.ts';
import type { LayoutAction, Place } from '../layout/layout-reducer.ts';

export type Opening = { isOpening: boolean; failure?: Failure };

export function useInstanceTerminals(session: string, dispatch: Dispatch<LayoutAction>) {
  /** By instance; one that is not in it has not been asked for anything here. */
  const [openings, setOpenings] = useState<Readonly<Record<string, Opening>>>({});
  const busy = useRef(new Map<string, Promise<string | undefined>>());
  const note = useCallback(
    (instance: string, opening: Opening) => setOpenings((before) => ({ ...before, [instance]: opening })),
    [],
  );

  const request = useCallback(
    async (instance: string, place: Place) => {
      note(instance, { isOpening: true });
      const reply = await openTerminal(session, instance, {});
      busy.current.delete(instance);
      note(instance, { isOpening: false, failure: reply.ok ? undefined : reply.code });
      if (!reply.ok) return undefined;
      dispatch({ type: 'opened', instance, terminal: reply.value.id, place });
      // One that has exited is gone already: whatever the reply, its pane is somebody else's.
      if (place.at === 'pane') void closeTerminal(session, place.of);
      return reply.value.id;
    },
    [session, dispatch, note],
  );

  /** The new terminal, or the one that is being opened already: keys repeat. Undefined if none could be. */
  const open = useCallback(
    (instance: string, place: Place) => {
      const opening = busy.current.get(instance) ?? request(instance, place);
      busy.current.set(instance, opening);
      return opening;
    },
    [request],
  );

  const close = useCallback(
    (instance: string, terminal: string) => {
      note(instance, { isOpening: false });
      dispatch({ type: 'closed', terminal });
      // As above.
      void closeTerminal(session, terminal);
    },
    [session, dispatch, note],
  );

  const dismissFailure = useCallback((instance: string) => note(instance, { isOpening: false }), [note]);

  return { openings, open, close, dismissFailure };
}
