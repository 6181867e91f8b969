// An engine without Docker, for unit tests of what is built on one. The contract suite keeps it honest.
import { type Duplex, duplexPair, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Cluster,
  type InstanceSpec,
  type InstanceStatus,
  instanceSpecSchema,
  type OwnedObject,
} from '../cluster.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { Images } from '../images.ts';
import {
  type DockerAnswer,
  dockerQuestionSchema,
  execRequestSchema,
  type Instances,
  type Observation,
  type Pty,
  ptySizeSchema,
} from '../instances.ts';
import { answerNothing, askFakeDocker, type FakeDocker } from './docker.ts';
import { createFakeImages, type FakeImages } from './images.ts';
import { createFakePty } from './pty.ts';
import { readTar } from './read-tar.ts';
import { type FakeFiles, runFakeCommand } from './shell.ts';

type FakeInstance = {
  spec: InstanceSpec;
  status: InstanceStatus;
  files: FakeFiles;
  ptys: Set<Pty>;
  dockerReady: boolean;
  listeners: Map<number, (socket: Duplex) => void>;
  cpuMs: number;
  docker: FakeDocker;
};

export type FakeEngine = Engine & {
  /** The next call of this name fails with this error. */
  failNext(call: string, error: EngineError): void;
  /** Lets something listen on a port of the instance; it gets the server's end of each connection. */
  listen(instanceId: string, port: number, serve: (socket: Duplex) => void): void;
  /** The instance dies, as by a crash. */
  kill(instanceId: string): void;
  setDockerReady(instanceId: string): void;
  /** What the instance has used of processors since it was started. */
  setCpuMs(instanceId: string, cpuMs: number): void;
  /** What was asked of the instances that there are. */
  specs(): InstanceSpec[];
  /** What the instance's own Docker Engine says from now on. */
  answerDocker(instanceId: string, docker: FakeDocker): void;
  /** Names of the images that were built and not pruned. */
  builtImages(): string[];
  /** Lets no build end until the result is called. */
  holdBuilds(): () => void;
};

export function createFakeEngine(): FakeEngine {
  const world = createWorld();
  return {
    failNext: (call, error) => void world.failures.set(call, error),
    listen: (instanceId, port, serve) => void running(world, instanceId).listeners.set(port, serve),
    kill: (instanceId) => kill(world, instanceId),
    setDockerReady: (instanceId) => {
      running(world, instanceId).dockerReady = true;
    },
    setCpuMs: (instanceId, cpuMs) => {
      running(world, instanceId).cpuMs = cpuMs;
    },
    specs: () => [...world.instances.values()].map(({ spec }) => spec),
    answerDocker: (instanceId, docker) => {
      running(world, instanceId).docker = docker;
    },
    builtImages: () => world.images.built(),
    holdBuilds: () => {
      const held = Promise.withResolvers<void>();
      world.held = held.promise;
      return held.resolve;
    },
    cluster: fakeCluster(world),
    instances: fakeInstances(world),
    images: fakeImageCalls(world),
  };
}

type World = {
  networks: Set<string>;
  instances: Map<string, FakeInstance>;
  failures: Map<string, EngineError>;
  images: FakeImages;
  /** Builds end after it. */
  held: Promise<void>;
};

function createWorld(): World {
  return {
    networks: new Set(),
    instances: new Map(),
    failures: new Map(),
    images: createFakeImages(),
    held: Promise.resolve(),
  };
}

function fakeCluster(world: World): Cluster {
  return {
    ensureNetwork: async (sessionId) => {
      enter(world, 'ensureNetwork');
      world.networks.add(sessionId);
    },
    ensureInstance: async (asked) => {
      enter(world, 'ensureInstance');
      const parsed = instanceSpecSchema.safeParse(asked);
      if (!parsed.success) throw new EngineError('invalid', 'bad instance spec');
      return start(parsed.data, world);
    },
    removeInstance: async (id) => {
      enter(world, 'removeInstance');
      remove(world, id);
    },
    removeSession: async (sessionId) => {
      enter(world, 'removeSession');
      for (const [id, { spec }] of world.instances) if (spec.sessionId === sessionId) remove(world, id);
      world.networks.delete(sessionId);
    },
    inventory: async () => {
      enter(world, 'inventory');
      return listObjects(world);
    },
  };
}

function fakeInstances(world: World): Instances {
  return {
    exec: async (id, asked) => {
      enter(world, 'exec');
      const { files } = running(world, id);
      const request = execRequestSchema.safeParse(asked);
      if (!request.success) throw new EngineError('invalid', 'bad exec request');
      return execWithin(request.data.command, request.data.timeoutMs, files);
    },
    openPty: async (id, size) => {
      enter(world, 'openPty');
      const found = running(world, id);
      if (!ptySizeSchema.safeParse(size).success) throw new EngineError('invalid', 'bad terminal size');
      const pty = createFakePty(found.files, size);
      found.ptys.add(pty);
      return pty;
    },
    dial: async (id, port) => {
      enter(world, 'dial');
      const serve = running(world, id).listeners.get(port);
      if (!serve) throw new EngineError('unavailable', `connection to port ${port} refused`);
      const [near, far] = duplexPair();
      serve(far);
      return near;
    },
    putFiles: async (id, directory, tar) => {
      enter(world, 'putFiles');
      await unpack(running(world, id).files, directory, tar);
    },
    dockerGet: async (id, asked): Promise<DockerAnswer> => {
      enter(world, 'dockerGet');
      const { spec, docker } = running(world, id);
      const question = dockerQuestionSchema.safeParse(asked);
      if (!question.success) throw new EngineError('invalid', 'bad question');
      if (!spec.docker) throw new EngineError('not-found', 'no Docker Engine is in the instance');
      return askFakeDocker(docker, question.data);
    },
    stats: async (id) => {
      enter(world, 'stats');
      return { memoryBytes: 40 * 2 ** 20, cpuMs: running(world, id).cpuMs, pids: 3 };
    },
    observe: (signal) => observe(world.instances, signal),
  };
}

function fakeImageCalls(world: World): Images {
  return {
    ensure: async (request, context) => {
      enter(world, 'ensureImage');
      await world.held;
      enter(world, 'finishImage');
      await world.images.build(request, context);
    },
    prune: async (keep) => {
      enter(world, 'pruneImages');
      const used = [...world.instances.values()].map(({ spec }) => spec.image);
      world.images.removeOthers(new Set([...keep, ...used]));
    },
  };
}

/** Every call passes here, so that the next one of a name can be made to fail. */
function enter({ failures }: World, call: string): void {
  const failure = failures.get(call);
  failures.delete(call);
  if (failure) throw failure;
}

function running({ instances }: World, id: string): FakeInstance {
  const found = instances.get(id);
  if (!found) throw new EngineError('not-found', `no instance ${id}`);
  if (found.status.state !== 'running') throw new EngineError('conflict', 'the instance is not running');
  return found;
}

function kill({ instances }: World, id: string): void {
  const found = instances.get(id);
  if (!found) return;
  found.status = { id, state: 'stopped', address: null };
  for (const pty of found.ptys) void pty.close();
}

function remove(world: World, id: string): void {
  kill(world, id);
  world.instances.delete(id);
}

function start(spec: InstanceSpec, { networks, instances, images }: World): InstanceStatus {
  const existing = instances.get(spec.id);
  if (existing?.status.state === 'running') return existing.status;
  const own = images.filesOf(spec.image);
  if (!own) throw new EngineError('not-found', `no image ${spec.image}`);
  if (!networks.has(spec.sessionId)) throw new EngineError('not-found', 'the session has no network');
  const taken = [...instances.values()].some(
    ({ spec: other }) => other.id !== spec.id && other.sessionId === spec.sessionId && other.name === spec.name,
  );
  if (taken) throw new EngineError('conflict', `an instance named ${spec.name} is already in the session`);
  const status: InstanceStatus = { id: spec.id, state: 'running', address: `100.64.0.${instances.size + 2}` };
  const files = existing?.files ?? new Map(own);
  instances.set(spec.id, {
    spec,
    status,
    files,
    ptys: new Set(),
    dockerReady: false,
    listeners: new Map(),
    cpuMs: 10,
    docker: existing?.docker ?? answerNothing,
  });
  return status;
}

function listObjects({ networks, instances }: World): OwnedObject[] {
  const found: OwnedObject[] = [...networks].map((sessionId) => ({ kind: 'network', sessionId }));
  for (const [instanceId, { spec, status }] of instances) {
    found.push({ kind: 'instance', sessionId: spec.sessionId, instanceId, status });
    if (spec.docker) found.push({ kind: 'volume', sessionId: spec.sessionId, instanceId });
  }
  return found;
}

async function execWithin(command: string[], timeoutMs: number, files: FakeFiles) {
  const stop = new AbortController();
  const late = sleep(timeoutMs, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
  const result = await Promise.race([runFakeCommand(command, files, stop.signal), late]);
  stop.abort();
  if (result === 'late') throw new EngineError('timeout', `the command took longer than ${timeoutMs} ms`);
  return result;
}

async function unpack(files: FakeFiles, directory: string, tar: Readable): Promise<void> {
  for (const [name, text] of await readTar(tar)) files.set(`${directory.replace(/\/$/, '')}/${name}`, text);
}

async function* observe(instances: Map<string, FakeInstance>, signal: AbortSignal): AsyncGenerator<Observation> {
  const last = new Map<string, string>();
  while (!signal.aborted) {
    for (const id of new Set([...instances.keys(), ...last.keys()])) {
      const observation = look(id, instances.get(id));
      const print = JSON.stringify(observation);
      if (last.get(id) === print) continue;
      if (observation.running) last.set(id, print);
      else if (!last.delete(id)) continue;
      yield observation;
    }
    await sleep(5, undefined, { signal }).catch(() => undefined);
  }
}

function look(instanceId: string, found: FakeInstance | undefined): Observation {
  if (found?.status.state !== 'running') return { instanceId, running: false, dockerReady: null, ports: [] };
  const ports = [...found.listeners.keys()].sort((a, b) => a - b);
  return { instanceId, running: true, dockerReady: found.spec.docker ? found.dockerReady : null, ports };
}
