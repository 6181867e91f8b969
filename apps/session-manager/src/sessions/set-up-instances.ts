// What a lab puts into its instances before its student arrives: files, and a script that root runs.
import path from 'node:path';
import { EngineError } from '@marina/engine/errors';
import { type PackedFile, packFiles } from '@marina/engine/pack-files';
import type { Lab } from '@marina/labs/lab';
import { readLabFile, readLabFiles } from '@marina/labs/lab-file';
import { messageOf } from '../log.ts';
import type { Worker } from '../workers/worker.ts';
import type { ReconcilerDeps } from './reconciler.ts';
import type { InstanceRecord, SessionRecord } from './session-record.ts';

type LabInstance = Lab['instances'][number];

const setUpTimeoutMs = 120_000;
/** In memory, so that nothing of it is left when it is removed. */
const scriptPath = '/run/marina-set-up';
const lastWordsLength = 300;

/**
 * True once nothing is left to do. An instance with a Docker Engine of its own waits for it: its script may use it. What
 * the lab got wrong ends a session that was not handed over yet, as `setup-failed`; in one that runs, where the student
 * has made the instance anew, it is only logged.
 */
export async function setUpInstances(deps: ReconcilerDeps, worker: Worker, session: SessionRecord): Promise<boolean> {
  const waiting = session.instances.filter(({ status, setUpAt }) => status === 'running' && setUpAt === null);
  const done = await Promise.all(waiting.map((instance) => setUpOne(deps, worker, session, instance)));
  return done.every((isDone) => isDone);
}

async function setUpOne(
  deps: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  instance: InstanceRecord,
): Promise<boolean> {
  const { store, labs } = deps;
  const lab = labs.find(session.lab);
  const asked = lab?.instances.find(({ name }) => name === instance.name);
  if (lab && asked && (asked.setup !== undefined || asked.files.length > 0)) {
    if (instance.spec.docker && worker.observation(instance.id)?.dockerReady !== true) return false;
    await doWhatIsAsked(deps, worker, session, { instance, asked, folder: labs.folderOf(lab) });
  }
  await store.instanceSetUp(instance.id);
  return true;
}

async function doWhatIsAsked(
  { store, log }: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  { instance, asked, folder }: { instance: InstanceRecord; asked: LabInstance; folder: string },
): Promise<void> {
  try {
    await putFiles(worker, instance.id, asked, folder);
    if (asked.setup !== undefined) await runScript(worker, instance.id, asked.setup, folder);
  } catch (error) {
    const isOurs = error instanceof EngineError && error.retryable && error.code !== 'timeout';
    if (isOurs) throw error;
    const what = `${session.lab}: the set-up of ${instance.name} failed: ${messageOf(error)}`;
    log('a lab could not be set up', { session: session.id, error: what });
    if (session.status === 'preparing') await store.beginEnd(session.id, 'setup-failed', what);
  }
}

async function putFiles(worker: Worker, instanceId: string, { files }: LabInstance, folder: string): Promise<void> {
  const packed: PackedFile[] = [];
  for (const { from, to, mode } of files) {
    for (const [name, { content, isExecutable }] of await readLabFiles(folder, from)) {
      const usual = isExecutable ? 0o755 : 0o644;
      const place = path.posix.join(to, to.endsWith('/') && name === '' ? path.posix.basename(from) : name);
      packed.push({ name: place.slice(1), mode: mode === undefined ? usual : Number.parseInt(mode, 8), content });
    }
  }
  if (packed.length > 0) await worker.engine.instances.putFiles(instanceId, '/', packFiles(packed));
}

/** @throws Error with the script's last words when it does not exit with 0 */
async function runScript(worker: Worker, instanceId: string, name: string, folder: string): Promise<void> {
  const script = await readLabFile(folder, name);
  if (!script) throw new Error(`there is no file ${name}`);
  const { instances } = worker.engine;
  const file = { name: path.posix.basename(scriptPath), mode: 0o700, content: script.content };
  await instances.putFiles(instanceId, path.posix.dirname(scriptPath), packFiles([file]));
  const command = [...interpreterOf(script.content.toString('utf8')), scriptPath];
  const { exitCode, stdout, stderr } = await instances.exec(instanceId, { command, timeoutMs: setUpTimeoutMs });
  await instances.exec(instanceId, { command: ['rm', '-f', scriptPath] });
  if (exitCode !== 0)
    throw new Error(`${name} exited with ${exitCode}: ${(stdout + stderr).trim().slice(-lastWordsLength)}`);
}

function interpreterOf(script: string): string[] {
  const [, line] = /^#!(.+)/.exec(script) ?? [];
  return line === undefined ? ['/bin/sh'] : line.trim().split(/\s+/);
}
