// Facts that the manager sends over the session's event socket. Each carries the whole state it is about,
// so a lost or repeated message never leaves a browser wrong.
import { z } from 'zod';
import { checkStateSchema } from './lab-progress.ts';
import { sessionSchema } from './session.ts';

export const sessionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), session: sessionSchema, serverTime: z.iso.datetime() }),
  /** For sessions of labs with tasks: at the beginning, and whenever a check sees something else. */
  z.object({ type: z.literal('checks'), checks: checkStateSchema }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;
