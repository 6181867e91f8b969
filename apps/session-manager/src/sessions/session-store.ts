// The session and instance tables. Every write is one statement or one transaction, so a crash leaves no half state.
import type { Instance, Prisma, PrismaClient, Session, SessionEndReason, SessionStatus } from '@marina/prisma';
import { type EndReason, endReasonSchema } from '@marina/protocol/session';
import {
  type InstanceAsk,
  instanceAskSchema,
  type SessionRecord,
  type SessionSpec,
  sessionSpecSchema,
} from './session-record.ts';

export type NewInstance = { id: string; name: string; image: string; spec: InstanceAsk };
export type NewSession = {
  id: string;
  lab: string;
  /** Null for a session made for the pool. */
  viewerId: string | null;
  workerId: string | null;
  spec: SessionSpec;
  instances: NewInstance[];
};

export type SessionStore = ReturnType<typeof createSessionStore>;

const withInstances = { instances: { orderBy: { createdAt: 'asc' } } } satisfies Prisma.SessionInclude;
const over: SessionStatus[] = ['ending', 'ended'];

export function createSessionStore(prisma: PrismaClient) {
  return { ...reads(prisma), ...sessionWrites(prisma), ...instanceWrites(prisma) };
}

function reads(prisma: PrismaClient) {
  return {
    async find(id: string): Promise<SessionRecord | undefined> {
      const row = await prisma.session.findUnique({ where: { id }, include: withInstances });
      return row ? toSessionRecord(row) : undefined;
    },

    /** Every session that may have something on a worker. */
    async unfinished(): Promise<SessionRecord[]> {
      const rows = await prisma.session.findMany({ where: { status: { not: 'ended' } }, include: withInstances });
      return rows.map(toSessionRecord);
    },

    async ofViewer(viewerId: string): Promise<SessionRecord[]> {
      const rows = await prisma.session.findMany({
        where: { viewerId, status: { notIn: over } },
        include: withInstances,
        orderBy: { createdAt: 'desc' },
      });
      return rows.map(toSessionRecord);
    },

    /** Whose instance this is; undefined when no row knows it. */
    async sessionOfInstance(instanceId: string) {
      const row = await prisma.instance.findUnique({
        where: { id: instanceId },
        select: { status: true, setUpAt: true, session: { select: { id: true, status: true } } },
      });
      if (!row) return undefined;
      const { status, setUpAt, session } = row;
      return {
        sessionId: session.id,
        sessionStatus: session.status,
        instanceStatus: status,
        isSetUp: setUpAt !== null,
      };
    },

    countUnfinished: async () => prisma.session.count({ where: { status: { not: 'ended' } } }),

    /** Whether a session of the lab that was made for the pool has failed since then. */
    async poolFailedSince(lab: string, since: Date): Promise<boolean> {
      const endReason = { in: ['failed', 'setup_failed', 'build_failed'] as SessionEndReason[] };
      // One that is still being removed has failed just now.
      const recent = { OR: [{ endedAt: null }, { endedAt: { gt: since } }] };
      return (await prisma.session.count({ where: { lab, viewerId: null, endReason, ...recent } })) > 0;
    },

    /** Sessions of a lab in the pool, ready or still being made ready. */
    countPool: async (lab: string) =>
      prisma.session.count({ where: { lab, viewerId: null, status: { in: ['preparing', 'pooled'] } } }),
  };
}

function sessionWrites(prisma: PrismaClient) {
  return {
    async create({ instances, spec, ...session }: NewSession): Promise<void> {
      // Rows made in one statement would share a timestamp; the lab's order must survive.
      const start = Date.now();
      const rows = instances.map((instance, index) => ({
        ...instance,
        status: 'creating' as const,
        createdAt: new Date(start + index),
      }));
      await prisma.session.create({
        data: { ...session, spec, status: 'preparing', instances: { create: rows } },
      });
    },

    /** Hands the oldest ready session of the lab to the viewer; undefined when the pool is empty. */
    async takeFromPool(lab: string, viewerId: string, spec: SessionSpec): Promise<string | undefined> {
      const [taken] = await prisma.$queryRaw<{ id: string }[]>`
        UPDATE session SET status = 'active', viewer_id = ${viewerId}, spec = ${JSON.stringify(spec)}::jsonb,
          handed_over_at = now(), last_activity_at = now(),
          expires_at = now() + ${spec.durationMs} * interval '1 millisecond'
        WHERE id = (
          SELECT s.id FROM session s JOIN worker w ON w.id = s.worker_id AND w.status = 'connected'
          WHERE s.lab = ${lab} AND s.status = 'pooled' ORDER BY s.created_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
        ) RETURNING id`;
      return taken?.id;
    },

    /** A prepared session goes to its viewer, or to the pool where it has none. */
    async becomeReady(session: SessionRecord): Promise<void> {
      const now = new Date();
      const handedOver = {
        status: 'active' as const,
        handedOverAt: now,
        lastActivityAt: now,
        expiresAt: new Date(now.getTime() + session.spec.durationMs),
      };
      await prisma.session.updateMany({
        where: { id: session.id, status: 'preparing' },
        data: session.viewerId === null ? { status: 'pooled' } : handedOver,
      });
    },

    async assignWorker(id: string, workerId: string): Promise<void> {
      await prisma.session.update({ where: { id }, data: { workerId } });
    },

    /** True for the caller that ended it; a session ends once, and its first reason stays. */
    async beginEnd(id: string, reason: EndReason, failure?: string): Promise<boolean> {
      const { count } = await prisma.session.updateMany({
        where: { id, status: { notIn: over } },
        data: { status: 'ending', endReason: endReasons[reason], failure: failure ?? null },
      });
      return count === 1;
    },

    async finishEnd(id: string): Promise<void> {
      await prisma.$transaction([
        prisma.instance.deleteMany({ where: { sessionId: id } }),
        prisma.session.updateMany({ where: { id, status: 'ending' }, data: { status: 'ended', endedAt: new Date() } }),
      ]);
    },

    /** Moves the end and spends one extension; false when none is left or the session is over. */
    async extend(session: SessionRecord): Promise<boolean> {
      const { spec, expiresAt } = session;
      if (spec.extensionsLeft < 1 || !expiresAt) return false;
      const { count } = await prisma.session.updateMany({
        where: { id: session.id, status: 'active', expiresAt },
        data: {
          expiresAt: new Date(expiresAt.getTime() + spec.extensionMs),
          spec: { ...spec, extensionsLeft: spec.extensionsLeft - 1 },
        },
      });
      return count === 1;
    },

    async touch(id: string, at: Date): Promise<void> {
      await prisma.session.updateMany({ where: { id, status: 'active' }, data: { lastActivityAt: at } });
    },
  };
}

function instanceWrites(prisma: PrismaClient) {
  return {
    /** Adds an instance unless the session is full or over, or has one of this name. */
    async addInstance(sessionId: string, instance: NewInstance): Promise<'added' | 'full' | 'name-taken' | 'over'> {
      return prisma.$transaction(async (tx) => {
        // The row lock makes two requests at once count one after the other.
        await tx.$queryRaw`SELECT id FROM session WHERE id = ${sessionId} FOR UPDATE`;
        const row = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, include: { instances: true } });
        const session = toSessionRecord(row);
        if (over.includes(session.status)) return 'over';
        if (session.instances.length >= session.spec.maxInstances) return 'full';
        if (session.instances.some(({ name }) => name === instance.name)) return 'name-taken';
        await tx.instance.create({ data: { ...instance, sessionId, status: 'creating' } });
        return 'added';
      });
    },

    async instanceRuns(id: string, address: string | null): Promise<void> {
      await prisma.instance.updateMany({
        where: { id, status: { in: ['creating', 'running'] } },
        data: { status: 'running', address },
      });
    },

    /** The lab's files are in it, and its set-up script has run: never again for this instance. */
    async instanceSetUp(id: string): Promise<void> {
      await prisma.instance.updateMany({ where: { id }, data: { setUpAt: new Date() } });
    },

    /**
     * Adds what the instance has used since it was counted last. Its count begins anew when it starts again.
     * Resolves with what its session has used; undefined when there is no such instance.
     */
    async countProcessorTime(id: string, countedMs: number): Promise<number | undefined> {
      const [session] = await prisma.$queryRaw<{ usedMs: number }[]>`
        WITH before AS (SELECT session_id, processor_ms FROM instance WHERE id = ${id} FOR UPDATE),
          now AS (UPDATE instance SET processor_ms = ${countedMs} WHERE id = ${id})
        UPDATE session SET processor_ms = session.processor_ms + ${countedMs}
          - CASE WHEN before.processor_ms > ${countedMs} THEN 0 ELSE before.processor_ms END
        FROM before WHERE session.id = before.session_id RETURNING session.processor_ms AS "usedMs"`;
      return session?.usedMs;
    },

    async instanceStopped(id: string): Promise<void> {
      await prisma.instance.updateMany({ where: { id, status: 'running' }, data: { status: 'creating' } });
    },

    async instanceFailed(id: string): Promise<void> {
      await prisma.instance.updateMany({
        where: { id, status: { in: ['creating', 'running'] } },
        data: { status: 'failed' },
      });
    },

    async removeInstance(id: string): Promise<void> {
      await prisma.instance.updateMany({ where: { id }, data: { status: 'removing' } });
    },

    async forgetInstance(id: string): Promise<void> {
      await prisma.instance.deleteMany({ where: { id, status: 'removing' } });
    },
  };
}

function toSessionRecord(row: Session & { instances: Instance[] }): SessionRecord {
  return {
    ...row,
    spec: sessionSpecSchema.parse(row.spec),
    endReason: endReasonOf(row.endReason),
    instances: row.instances.map((instance) => ({ ...instance, spec: instanceAskSchema.parse(instance.spec) })),
  };
}

/** PostgreSQL's names of the reasons can't have hyphens. */
const endReasons: Record<EndReason, SessionEndReason> = {
  'ended-by-student': 'ended_by_student',
  expired: 'expired',
  idle: 'idle',
  'processor-time': 'processor_time',
  'workshop-closed': 'workshop_closed',
  'worker-gone': 'worker_gone',
  failed: 'failed',
  'setup-failed': 'setup_failed',
  'build-failed': 'build_failed',
  drained: 'drained',
};

function endReasonOf(stored: SessionEndReason | null): EndReason | null {
  return endReasonSchema.options.find((reason) => endReasons[reason] === stored) ?? null;
}
