// The session's facts, as they change, to one browser.
import { errorTable } from '@marina/protocol/errors';
import type { Session } from '@marina/protocol/session';
import type { SessionEvent } from '@marina/protocol/session-events';
import type { WebSocket } from 'ws';
import type { SessionChecks } from '../labs/session-checks.ts';
import type { SessionHub } from '../sessions/session-hub.ts';

export type Follower = { hub: SessionHub; checks: SessionChecks; language: string };

export function followSession(socket: WebSocket, { hub, checks, language }: Follower, initial: Session): void {
  const send = (event: SessionEvent) => socket.send(JSON.stringify(event));
  const tell = (session: Session) => {
    send({ type: 'session', session, serverTime: new Date().toISOString() });
    if (session.status === 'ended') socket.close(errorTable['session-ended'].closeCode, 'session-ended');
  };
  // Calls back soon: what changed between reading `initial` and watching is told, too.
  socket.once('close', hub.watch(initial.id, tell));
  // Nothing is expected from the browser here.
  socket.on('message', () => socket.close(errorTable['bad-request'].closeCode, 'bad-request'));
  tell(initial);
  socket.once(
    'close',
    checks.watch(initial, language, (state) => send({ type: 'checks', checks: state })),
  );
}
