// What an operator should know of at once: something that is not as it should be, and that nobody in a session will tell.
import { z } from 'zod';

/** What an agent sees on its worker. */
export const workerAlertSchema = z.discriminatedUnion('kind', [
  /** It is not what was asked for, so somebody with the worker's Docker has changed or replaced it; it has been ended. */
  z.object({ kind: z.literal('drift'), instanceId: z.string(), differences: z.array(z.string()) }),
  /** It has taken thousands of control groups, and has been ended. */
  z.object({ kind: z.literal('crowded'), instanceId: z.string() }),
]);
export type WorkerAlert = z.infer<typeof workerAlertSchema>;

export const alertSchema = z.discriminatedUnion('kind', [
  ...workerAlertSchema.options,
  /** It has used this much of a processor all along: a miner does, and so does a loop that somebody forgot. */
  z.object({ kind: z.literal('burning'), sessionId: z.string(), minutes: z.number(), processors: z.number() }),
  /** It has used all its processor time, and ends. */
  z.object({ kind: z.literal('budget-spent'), sessionId: z.string(), minutes: z.number() }),
]);
export type Alert = z.infer<typeof alertSchema>;
