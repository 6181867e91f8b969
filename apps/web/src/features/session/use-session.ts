// The session as the manager last told it.
import type { ErrorCode } from '@marina/protocol/errors';
import type { CheckState } from '@marina/protocol/lab-progress';
import type { Session } from '@marina/protocol/session';
import { useCallback, useEffect, useRef, useState } from 'react';
import { eventsUrl } from '../../api/sockets.ts';
import { onWake } from '../browser/wake-signals.ts';
import { openWebSocket } from '../connection/web-socket.ts';
import { followSession } from './session-events.ts';

export type SessionLink = 'starting' | 'live' | 'lost';

export function useSession(initial: Session) {
  const [session, setSession] = useState(initial);
  /** What the checks of its lab saw last, if it has any. */
  const [checks, setChecks] = useState<CheckState>();
  const [link, setLink] = useState<SessionLink>('starting');
  const [refusal, setRefusal] = useState<ErrorCode>();
  /** How far the manager's clock is ahead of this browser's. */
  const [clockAheadMs, setClockAheadMs] = useState(0);
  const retry = useRef<() => void>(undefined);
  const { id } = initial;
  const isEnded = session.status === 'ended';

  useEffect(() => {
    if (isEnded) return;
    const events = followSession({
      url: eventsUrl(id),
      open: openWebSocket,
      onSession: (next, serverTimeMs) => {
        setSession(next);
        setClockAheadMs(serverTimeMs - Date.now());
        setLink('live');
      },
      onChecks: setChecks,
      onLost: () => setLink('lost'),
      onRefused: setRefusal,
    });
    const unsubscribe = onWake(() => events.retryNow());
    retry.current = () => events.retryNow();
    return () => {
      unsubscribe();
      events.close();
    };
  }, [id, isEnded]);

  const retryNow = useCallback(() => retry.current?.(), []);
  return { session, setSession, checks, setChecks, link, refusal, clockAheadMs, retryNow };
}
