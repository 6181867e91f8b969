// The rules of sessions, without any transport: who may do what, and what it changes.
import { EngineError } from '@marina/engine/errors';
import { MarinaError } from '@marina/protocol/errors';
import { newId } from '@marina/protocol/ids';
import type { EndReason } from '@marina/protocol/session';
import type { TerminalVisitor } from '@marina/protocol/worker-link';
import pLimit from 'p-limit';
import type { Limits } from '../env.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import type { Worker } from '../workers/worker.ts';
import type { Workers } from '../workers/workers.ts';
import type { Activity } from './activity.ts';
import { defaultImage, freeName, instanceLimits, newInstance, sessionFor, specFor } from './new-session.ts';
import type { Reconciler } from './reconciler.ts';
import { type InstanceRecord, isOver, type SessionRecord } from './session-record.ts';
import type { SessionStore } from './session-store.ts';

export type SessionsDeps = {
  store: SessionStore;
  workers: Workers;
  reconciler: Reconciler;
  activity: Activity;
  labs: LabShelf;
  limits: Limits;
  onChange: (sessionId: string) => void;
};

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(deps: SessionsDeps) {
  return { ...sessionRules(deps), ...instanceRules(deps), ...terminalRules(deps) };
}

function sessionRules(deps: SessionsDeps) {
  const inTurn = pLimit(1);
  const { store, reconciler, activity, onChange } = deps;
  return {
    list: (viewerId: string) => store.ofViewer(viewerId),

    get: (viewerId: string | undefined, id: string) => ownSession(store, viewerId, id),

    /** From the pool where it has one; else being prepared when this resolves. */
    open(viewerId: string, labSlug: string): Promise<SessionRecord> {
      // Requests that come together are counted one after the other, or all would pass under the same limit.
      return inTurn(() => openNow(deps, viewerId, labSlug));
    },

    /** Ends the session; asking again is no error. */
    async end(session: SessionRecord, reason: EndReason): Promise<void> {
      await store.beginEnd(session.id, reason);
      reconciler.kick(session.id);
      onChange(session.id);
    },

    /** The student is still there, though nothing is typed. */
    touch(session: SessionRecord): void {
      refuseWhenOver(session);
      activity.touch(session.id);
      onChange(session.id);
    },

    async extend(session: SessionRecord): Promise<void> {
      refuseWhenOver(session);
      if (!(await store.extend(session))) throw new MarinaError('extension-refused');
      onChange(session.id);
    },
  };
}

async function openNow(deps: SessionsDeps, viewerId: string, labSlug: string): Promise<SessionRecord> {
  const { store, workers, reconciler, labs, limits } = deps;
  const lab = labs.get(labSlug);
  if ((await store.ofViewer(viewerId)).length >= limits.sessionsPerViewer) throw new MarinaError('too-many-sessions');
  const pooled = await store.takeFromPool(lab.slug, viewerId, specFor(lab, limits));
  if (pooled) return ownSession(store, viewerId, pooled);
  const [worker] = workers.list();
  if (!worker) throw new MarinaError('worker-unreachable');
  if ((await store.countUnfinished()) >= limits.maxSessions) throw new MarinaError('no-capacity');
  const id = newId('session');
  await store.create({ id, ...sessionFor(lab, limits, { viewerId, workerId: worker.id }) });
  reconciler.kick(id);
  return ownSession(store, viewerId, id);
}

function instanceRules({ store, reconciler, activity, labs, limits, onChange }: SessionsDeps) {
  return {
    async addInstance(session: SessionRecord, asked: { name?: string; image?: string }): Promise<InstanceRecord> {
      refuseWhenOver(session);
      const name = asked.name ?? freeName(session.instances.map((instance) => instance.name));
      const lab = labs.find(session.lab);
      const allowed = lab ? instanceLimits(lab, limits) : limits.instance;
      const instance = newInstance(name, asked.image ?? defaultImage, allowed);
      const outcome = await store.addInstance(session.id, instance);
      if (outcome !== 'added') throw new MarinaError(refusals[outcome]);
      activity.touch(session.id);
      reconciler.kick(session.id);
      onChange(session.id);
      const added = (await store.find(session.id))?.instances.find(({ id }) => id === instance.id);
      if (!added) throw new MarinaError('instance-not-found');
      return added;
    },

    async removeInstance(session: SessionRecord, instanceId: string): Promise<void> {
      refuseWhenOver(session);
      await store.removeInstance(getInstance(session, instanceId).id);
      activity.touch(session.id);
      reconciler.kick(session.id);
      onChange(session.id);
    },
  };
}

function terminalRules({ workers, activity }: SessionsDeps) {
  return {
    async openTerminal(
      session: SessionRecord,
      instanceId: string,
      size: { cols: number; rows: number },
    ): Promise<string> {
      const worker = workerOf(workers, session);
      const { id } = getInstance(session, instanceId);
      const terminalId = newId('terminal');
      await worker.openTerminal({ terminalId, instanceId: id, ...size }).catch((error: unknown) => {
        const full = error instanceof EngineError && error.code === 'capacity';
        throw full ? new MarinaError('too-many-terminals') : error;
      });
      activity.touch(session.id);
      return terminalId;
    },

    async closeTerminal(session: SessionRecord, terminalId: string): Promise<void> {
      const worker = workerOf(workers, session);
      refuseForeignTerminal(worker, session, terminalId);
      await worker.closeTerminal(terminalId);
    },

    /** The agent's stream for one more browser on the terminal. */
    async attachTerminal(session: SessionRecord, terminalId: string, visitor: TerminalVisitor) {
      const worker = workerOf(workers, session);
      refuseForeignTerminal(worker, session, terminalId);
      return worker.attachTerminal(terminalId, visitor);
    },
  };
}

const refusals = { full: 'too-many-instances', 'name-taken': 'name-taken', over: 'session-ended' } as const;

/** A session that is not the viewer's is reported as absent: its existence is nobody else's business. */
async function ownSession(store: SessionStore, viewerId: string | undefined, id: string): Promise<SessionRecord> {
  const session = await store.find(id);
  if (!session || viewerId === undefined || session.viewerId !== viewerId) throw new MarinaError('session-not-found');
  return session;
}

function getInstance(session: SessionRecord, instanceId: string): InstanceRecord {
  const instance = session.instances.find(({ id, status }) => id === instanceId && status !== 'removing');
  if (!instance) throw new MarinaError('instance-not-found');
  return instance;
}

function workerOf(workers: Workers, session: SessionRecord): Worker {
  refuseWhenOver(session);
  const worker = workers.find(session.workerId);
  if (!worker) throw new MarinaError('worker-unreachable');
  return worker;
}

function refuseWhenOver(session: SessionRecord): void {
  if (isOver(session)) throw new MarinaError('session-ended');
}

/** The agent knows every session's terminals: the id alone must not open a neighbour's. */
function refuseForeignTerminal(worker: Worker, session: SessionRecord, terminalId: string): void {
  const own = session.instances.some(({ id }) => worker.terminalsOf(id).includes(terminalId));
  // A browser gives a terminal up for good that is said not to exist: that must be known.
  if (!own) throw new MarinaError(worker.hasListedTerminals ? 'terminal-not-found' : 'worker-unreachable');
}
