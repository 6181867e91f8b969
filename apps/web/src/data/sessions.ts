import 'server-only';
import { idSchema } from '@marina/protocol/ids';
import { sessionSchema } from '@marina/protocol/session';
import { z } from 'zod';
import type { Reply } from '../api/reply.ts';
import { readFromManager } from './manager.ts';

const bodySchema = z.object({ sessions: z.array(sessionSchema) });

/** The visitor's sessions that have not ended. */
export async function readOpenSessions() {
  const reply = await readFromManager('/sessions', bodySchema);
  return reply.ok ? { ...reply, value: reply.value.sessions } : reply;
}

/** `id` comes from the address bar: what is no session id is never sent on. */
export async function readSession(id: string): Promise<Reply<z.infer<typeof sessionSchema>>> {
  if (!idSchema('session').safeParse(id).success) return { ok: false, code: 'session-not-found' };
  return readFromManager(`/sessions/${id}`, sessionSchema);
}
