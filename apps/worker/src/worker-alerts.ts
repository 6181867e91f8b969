// What the operator should know of this worker at once: told to the manager, which passes it on.
import type { LinkStream, StreamHandler } from '@marina/engine/link/serve';
import type { WorkerAlert } from '@marina/protocol/alerts';
import { alertsPath } from '@marina/protocol/worker-link';

/** Kept while no manager listens; older ones are in the worker's log only. */
const mostKept = 100;

export type WorkerAlerts = { raise(alert: WorkerAlert): void; serve: StreamHandler };

export function createWorkerAlerts(): WorkerAlerts {
  const untold: WorkerAlert[] = [];
  let listener: LinkStream | undefined;
  const tell = () => {
    if (!listener) return;
    for (const alert of untold.splice(0)) listener.write(`${JSON.stringify(alert)}\n`);
  };
  return {
    raise: (alert) => {
      untold.push(alert);
      if (untold.length > mostKept) untold.shift();
      tell();
    },
    serve: async (path, _params, stream) => {
      if (path !== alertsPath) return false;
      stream.respond({ ':status': 200 });
      stream.resume();
      // The newest one: an older manager's link may not have been given up yet.
      listener = stream;
      stream.once('close', () => {
        if (listener === stream) listener = undefined;
      });
      tell();
      return true;
    },
  };
}
