// The session's event socket: each message is the whole of what it is about, so the newest one is all there is to know.
import type { ErrorCode } from '@marina/protocol/errors';
import type { CheckState } from '@marina/protocol/lab-progress';
import type { Session } from '@marina/protocol/session';
import { sessionEventSchema } from '@marina/protocol/session-events';
import { ReconnectingSocket } from '../connection/reconnecting-socket.ts';
import type { OpenSocket } from '../connection/web-socket.ts';

type Options = {
  url: string;
  open: OpenSocket;
  onSession: (session: Session, serverTimeMs: number) => void;
  onChecks: (checks: CheckState) => void;
  onLost: () => void;
  onRefused: (error: ErrorCode) => void;
};

export function followSession({ url, open, onSession, onChecks, onLost, onRefused }: Options): ReconnectingSocket {
  return new ReconnectingSocket({ url, open, onOpen: () => undefined, onMessage: read, onLost, onRefused });

  function read(data: unknown): void {
    const event = sessionEventSchema.safeParse(parseJson(data));
    if (!event.success) return;
    if (event.data.type === 'checks') onChecks(event.data.checks);
    else onSession(event.data.session, Date.parse(event.data.serverTime));
  }
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
