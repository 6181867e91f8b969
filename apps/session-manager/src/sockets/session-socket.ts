// The session's facts, as they change, to one browser.
import { errorTable } from '@marina/protocol/errors';
import type { Session } from '@marina/protocol/session';
import type { SessionEvent } from '@marina/protocol/session-events';
import type { WebSocket } from 'ws';
import type { SessionHub } from '../sessions/session-hub.ts';

export function followSession(socket: WebSocket, hub: SessionHub, initial: Session): void {
  const tell = (session: Session) => {
    const event: SessionEvent = { type: 'session', session, serverTime: new Date().toISOString() };
    socket.send(JSON.stringify(event));
    if (session.status === 'ended') socket.close(errorTable['session-ended'].closeCode, 'session-ended');
  };
  socket.once('close', hub.watch(initial.id, tell));
  // Nothing is expected from the browser here.
  socket.on('message', () => socket.close(errorTable['bad-request'].closeCode, 'bad-request'));
  tell(initial);
  // What changed between reading `initial` and watching.
  hub.changed(initial.id);
}
