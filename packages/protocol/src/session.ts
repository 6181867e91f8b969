// REST bodies about sessions and their instances, as the browser sees them.
import { z } from 'zod';
import { idSchema } from './ids.ts';

export const endReasons = [
  'ended-by-student',
  'expired',
  'idle',
  'processor-time',
  'workshop-closed',
  'worker-gone',
  'failed',
  'setup-failed',
  'build-failed',
  'drained',
] as const;
export const endReasonSchema = z.enum(endReasons);
export type EndReason = z.infer<typeof endReasonSchema>;

/** Of a session's processor time: from here on its student is told. */
export const spendingShare = 0.8;

/** A DNS label, at most 32 characters: it is the instance's hostname and its name on the session's network. */
export const instanceNameSchema = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/, 'use a-z, 0-9 and -, at most 32');

export const exposureSchema = z.object({
  port: z.number().int().min(1).max(65535),
  url: z.url(),
});

export const instanceSchema = z.object({
  id: idSchema('instance'),
  name: instanceNameSchema,
  image: z.string(),
  status: z.enum(['creating', 'running', 'removing', 'failed']),
  address: z.string().nullable(),
  /** Whether the instance's own Docker Engine answers; null where the image has none. */
  dockerReady: z.boolean().nullable(),
  exposures: z.array(exposureSchema),
  /** Terminals that are open in this instance, oldest first. */
  terminals: z.array(idSchema('terminal')),
});
export type Instance = z.infer<typeof instanceSchema>;

export const sessionSchema = z.object({
  id: idSchema('session'),
  lab: z.string(),
  status: z.enum(['preparing', 'active', 'ending', 'ended']),
  endReason: endReasonSchema.nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** When the session ends unless somebody uses it before. */
  idleEndsAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  extensionsLeft: z.number().int(),
  extensionMs: z.number().int(),
  maxInstances: z.number().int(),
  /** What its instances have used of processors together, and what they may; null where nothing limits it. */
  processorTime: z.object({ usedMs: z.number(), budgetMs: z.number() }).nullable(),
  /** False while the worker that runs the instances cannot be reached. */
  workerReachable: z.boolean(),
  instances: z.array(instanceSchema),
});
export type Session = z.infer<typeof sessionSchema>;

export const createSessionSchema = z.strictObject({
  lab: z.string().max(64).default('playground'),
  /** What the student wants to be called; kept with their guest identity. */
  name: z.string().trim().min(1).max(64).optional(),
});

export const addInstanceSchema = z.strictObject({
  name: instanceNameSchema.optional(),
  image: z.string().max(128).optional(),
});

export const openTerminalSchema = z.strictObject({
  cols: z.number().int().min(2).max(1000).default(80),
  rows: z.number().int().min(2).max(500).default(24),
});

export const terminalSchema = z.object({ id: idSchema('terminal'), instanceId: idSchema('instance') });
