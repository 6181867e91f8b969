// Watches every instance of the machine: is it running, does its Docker answer, what listens in it.
import { existsSync } from 'node:fs';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { ContainerInfo } from 'dockerode';
import { EngineError } from '../errors.ts';
import type { Observation } from '../instances.ts';
import { labels } from '../labels.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { runExec } from './exec.ts';
import { dockerListens, listeningPorts, tcpSockets } from './proc-net.ts';

const pollIntervalMs = 500;
/** One server may have taken another's place within a poll: their number is the same then. */
const portsLastMs = 5000;

type Watched = {
  pid: number;
  docker: boolean;
  dockerReady: boolean;
  probing: boolean;
  ports: { listening: number[]; sockets: string; readAt: number };
  last: string;
};

export async function* observeInstances(client: Docker, signal: AbortSignal): AsyncGenerator<Observation> {
  const watched = new Map<string, Watched>();
  while (!signal.aborted) {
    yield* await poll(client, watched).catch(nothingWhileAway);
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** While the daemon restarts, or fails at one call, there is nothing to see; the instances themselves go on. */
function nothingWhileAway(error: unknown): Observation[] {
  if (error instanceof EngineError) return [];
  throw error;
}

async function poll(client: Docker, watched: Map<string, Watched>): Promise<Observation[]> {
  const running = await docker('list instances', client.listContainers({ filters: { label: [labels.instance] } }));
  const alive = new Set(running.map(instanceIdOf));
  // The engine may take a while to notice an end, and one that was started again meanwhile has another pid.
  const ended = [...watched].flatMap(([id, { pid }]) => (alive.has(id) && isThere(pid) ? [] : [id]));
  for (const id of ended) watched.delete(id);
  for (const container of running) await watchNew(client, watched, container);
  const seen: Observation[] = [];
  for (const [id, entry] of watched) {
    const observation = await look(client, id, entry);
    if (observation) seen.push(observation);
    // Keystrokes come between any two instances.
    await setImmediate();
  }
  return [...ended.map(stopped), ...seen];
}

async function watchNew(client: Docker, watched: Map<string, Watched>, container: ContainerInfo): Promise<void> {
  const id = instanceIdOf(container);
  if (watched.has(id)) return;
  const details = await dockerIfFound('inspect the instance', client.getContainer(container.Id).inspect());
  if (!details?.State.Running || !isThere(details.State.Pid)) return;
  const hasDocker = container.Labels[labels.docker] === '1';
  const ports = { listening: [], sockets: '', readAt: 0 };
  watched.set(id, { pid: details.State.Pid, docker: hasDocker, dockerReady: false, probing: false, ports, last: '' });
}

/** Undefined when nothing has changed since the last look. */
async function look(client: Docker, instanceId: string, entry: Watched): Promise<Observation | undefined> {
  if (entry.docker) lookAtDocker(client, instanceId, entry);
  await lookAtPorts(entry);
  const observation: Observation = {
    instanceId,
    running: true,
    dockerReady: entry.docker ? entry.dockerReady : null,
    ports: entry.ports.listening,
  };
  const print = JSON.stringify(observation);
  if (print === entry.last) return undefined;
  entry.last = print;
  return observation;
}

async function lookAtPorts(entry: Watched): Promise<void> {
  const { ports, pid } = entry;
  const sockets = tcpSockets(pid);
  if (sockets === ports.sockets && performance.now() - ports.readAt < portsLastMs) return;
  // Counted before they are read: what comes in between is seen the next time.
  entry.ports = { sockets, readAt: performance.now(), listening: await listeningPorts(pid) };
}

/** The socket listens before the engine answers, so one command inside asks; it waits until the engine is up. */
function lookAtDocker(client: Docker, instanceId: string, entry: Watched): void {
  if (!dockerListens(entry.pid)) {
    entry.dockerReady = false;
    return;
  }
  if (entry.dockerReady || entry.probing) return;
  entry.probing = true;
  void runExec(client, instanceId, { command: ['docker', 'version'], timeoutMs: 20_000, maxOutputBytes: 0 })
    .then(({ exitCode }) => {
      entry.dockerReady = exitCode === 0;
    })
    .catch(() => undefined)
    .finally(() => {
      entry.probing = false;
    });
}

function stopped(instanceId: string): Observation {
  return { instanceId, running: false, dockerReady: null, ports: [] };
}

function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

function instanceIdOf(container: ContainerInfo): string {
  return container.Labels[labels.instance] ?? container.Id;
}
