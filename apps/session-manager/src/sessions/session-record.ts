// A session and its instances as the manager's rules see them.
import { egressSchema } from '@marina/engine/cluster';
import type { EndReason } from '@marina/protocol/session';
import { z } from 'zod';

/** What was asked of the session; written at creation, changed only by the student's own requests. */
export const sessionSpecSchema = z.object({
  durationMs: z.number(),
  idleTimeoutMs: z.number(),
  extensionMs: z.number(),
  extensionsLeft: z.number().int(),
  maxInstances: z.number().int(),
  /** Rows of earlier versions have none. */
  egress: egressSchema.default('mirror'),
  /** Of processor time, for all instances together; null: as much as there is. */
  processorBudgetMs: z.number().nullable().default(null),
});
export type SessionSpec = z.infer<typeof sessionSpecSchema>;

export const instanceAskSchema = z.object({
  docker: z.boolean(),
  limits: z.object({
    memoryBytes: z.number(),
    cpus: z.number(),
    pids: z.number(),
    diskBytes: z.number().default(4 * 2 ** 30),
  }),
});
export type InstanceAsk = z.infer<typeof instanceAskSchema>;

export type InstanceRecord = {
  id: string;
  name: string;
  image: string;
  spec: InstanceAsk;
  status: 'creating' | 'running' | 'removing' | 'failed';
  address: string | null;
  /** Null while the lab's files and set-up are to come. */
  setUpAt: Date | null;
};

export type SessionRecord = {
  id: string;
  lab: string;
  /** Null for a session of the pool. */
  viewerId: string | null;
  /** Null until a worker has been chosen. */
  workerId: string | null;
  spec: SessionSpec;
  status: 'preparing' | 'pooled' | 'active' | 'ending' | 'ended';
  endReason: EndReason | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastActivityAt: Date | null;
  endedAt: Date | null;
  /** Processor time of all its instances so far. */
  processorMs: number;
  instances: InstanceRecord[];
};

export function isOver(session: Pick<SessionRecord, 'status'>): boolean {
  return session.status === 'ending' || session.status === 'ended';
}

/** When the session ends unless somebody uses it before; undefined before it was handed over. */
export function idleEndsAt({ spec, lastActivityAt }: Pick<SessionRecord, 'spec' | 'lastActivityAt'>): Date | undefined {
  return lastActivityAt ? new Date(lastActivityAt.getTime() + spec.idleTimeoutMs) : undefined;
}
