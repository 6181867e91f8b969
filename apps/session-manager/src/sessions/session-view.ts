// A session as its student may see it: the rows joined with what its worker reports right now.
import type { Lab } from '@marina/labs/lab';
import type { Instance, Session } from '@marina/protocol/session';
import type { ExposureStore } from '../exposures/exposure-store.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import type { Worker } from '../workers/worker.ts';
import type { Workers } from '../workers/workers.ts';
import type { Activity } from './activity.ts';
import { type InstanceRecord, idleEndsAt, type SessionRecord } from './session-record.ts';

export type SessionView = (session: SessionRecord) => Promise<Session>;

export type SessionViewDeps = {
  workers: Workers;
  exposures: ExposureStore;
  activity: Activity;
  labs: LabShelf;
  /** URL of the app behind an exposure's label. */
  exposureUrl: (label: string) => string;
};

type LabelledPort = { label: string; instanceId: string; port: number };

export function createSessionView({ workers, exposures, activity, labs, exposureUrl }: SessionViewDeps): SessionView {
  return async (session) => {
    const worker = workers.find(session.workerId);
    const labelled = await exposures.ofInstances(session.instances.map(({ id }) => id));
    const lab = labs.find(session.lab);
    const lastActivityAt = activity.latest(session.id) ?? session.lastActivityAt;
    const budgetMs = session.spec.processorBudgetMs;
    return {
      id: session.id,
      lab: session.lab,
      status: session.status === 'pooled' ? 'preparing' : session.status,
      endReason: session.endReason,
      createdAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt?.toISOString() ?? null,
      idleEndsAt: idleEndsAt({ ...session, lastActivityAt })?.toISOString() ?? null,
      endedAt: session.endedAt?.toISOString() ?? null,
      extensionsLeft: session.spec.extensionsLeft,
      extensionMs: session.spec.extensionMs,
      maxInstances: session.spec.maxInstances,
      processorTime: budgetMs === null ? null : { usedMs: session.processorMs, budgetMs },
      workerReachable: worker !== undefined,
      instances: session.instances.map((instance) => {
        const own = labelled.filter(({ instanceId }) => instanceId === instance.id);
        return viewInstance(instance, worker, own.filter(isOpen(instance, worker, lab)), exposureUrl);
      }),
    };
  };
}

/** What listens is open; so is what the lab names, whose address its text may give before anything listens. */
function isOpen({ id, name }: InstanceRecord, worker: Worker | undefined, lab: Lab | undefined) {
  const listening = worker?.observation(id)?.ports ?? [];
  const named = lab?.exposures.flatMap(({ instance, port }) => (instance === name ? [port] : [])) ?? [];
  return ({ port }: LabelledPort) => listening.includes(port) || named.includes(port);
}

function viewInstance(
  { id, name, image, status, address, spec }: InstanceRecord,
  worker: Worker | undefined,
  open: LabelledPort[],
  exposureUrl: (label: string) => string,
): Instance {
  const seen = worker?.observation(id);
  return {
    id,
    name,
    image,
    status,
    address,
    dockerReady: spec.docker ? (seen?.dockerReady ?? false) : null,
    exposures: open.toSorted((a, b) => a.port - b.port).map(({ port, label }) => ({ port, url: exposureUrl(label) })),
    terminals: worker?.terminalsOf(id) ?? [],
  };
}
