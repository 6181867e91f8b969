// Facts that the manager sends over the session's event socket. Each carries the whole state it is about,
// so a lost or repeated message never leaves a browser wrong.
import { z } from 'zod';
import { sessionSchema } from './session.ts';

export const sessionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), session: sessionSchema, serverTime: z.iso.datetime() }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;
