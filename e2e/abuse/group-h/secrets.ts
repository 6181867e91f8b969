// Marina's secrets, looked for wherever an instance or who reads the worker's disk could find them.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { newId } from '@marina/protocol/ids';
import { outerSocket } from '../../machine/outer-docker.ts';
import { findPid } from '../../marina-under-test.ts';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';

const run = promisify(execFile);

export async function secrets({ marina, attacker, peer }: Ground): Promise<Outcome> {
  const known = JSON.parse(await readFile(path.join(marina.home, 'secrets.json'), 'utf8')) as Record<string, string>;
  const words = Object.values(known);
  const docker = ['--host', `unix://${outerSocket(marina)}`];
  const { stdout: inspected } = await run('docker', [...docker, 'inspect', attacker.instance, peer.instance]);
  const { stdout: info } = await run('docker', [...docker, 'info', '--format', '{{json .}}']);
  const inside = await attacker.output(
    "cat /proc/[0-9]*/environ /proc/1/cmdline | tr '\\0' '\\n'; docker info 2>/dev/null",
  );
  const places: Record<string, string> = { inspect: inspected, info, 'environments inside': inside };
  for (const victim of ['dockerd', 'containerd'] as const) {
    places[`environment of ${victim}`] = await readFile(`/proc/${findPid(marina, victim)}/environ`, 'utf8');
  }
  for (const file of await workerFiles(path.join(marina.home, 'worker')))
    places[file] = await readFile(file, 'latin1').catch(() => '');
  const found = Object.entries(places).flatMap(([place, text]) =>
    words.some((word) => text.includes(word)) ? [place] : [],
  );
  const control = (await readFile(`/proc/${findPid(marina, 'agent')}/environ`, 'utf8')).includes(
    known.workerToken ?? '?',
  );
  const telling = inspected.match(/"(?:MARINA_\w+)=/g) ?? [];
  const seen = `${listed(found)} of ${Object.keys(places).length} places; instances are told ${listed([...new Set(telling)])}`;
  return {
    ok: found.length === 0 && control && words.length >= 2,
    seen: `${seen}; control: the agent ${control ? 'has' : 'lacks'} its token`,
  };
}

/** Without what instances and images are made of, which is theirs. */
async function workerFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const skipped = ['overlay2', 'disks', 'volumes', 'image', 'containerd', 'io.containerd.content.v1.content'];
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = path.join(directory, entry.name);
      if (entry.isDirectory()) return skipped.includes(entry.name) ? [] : workerFiles(name);
      return entry.isFile() ? [name] : [];
    }),
  );
  return found.flat();
}

/** Whoever has none, or another one. */
export async function workerToken({ marina }: Ground): Promise<Outcome> {
  const statuses = await Promise.all(['', 'Bearer wrong'].map((authorization) => join(marina.baseUrl, authorization)));
  return { ok: statuses.every((status) => status === 401), seen: `answered ${statuses.join(', ')}` };
}

/** With the token and the id of the worker that is there, and without its secret. */
export async function otherWorker({ marina, open, end }: Ground): Promise<Outcome> {
  const home = path.join(marina.home, 'worker');
  const id = await readFile(path.join(home, 'id'), 'utf8');
  const secret = await readFile(path.join(home, `secret-${id}`), 'utf8');
  const { workerToken = '' } = JSON.parse(await readFile(path.join(marina.home, 'secrets.json'), 'utf8')) as {
    workerToken?: string;
  };
  const as = (worker: Record<string, string>) => {
    const hello = { name: 'stranger', capacity: { memoryBytes: 1, cpus: 1 }, wasDrained: false, images: [], ...worker };
    return join(marina.baseUrl, `Bearer ${workerToken}`, JSON.stringify(hello));
  };
  const statuses = [await as({ id }), await as({ id, secret: secret.split('').reverse().join('') })];
  const machine = await open('tiny');
  const lives = (await machine.run('true')).code === 0;
  await end(machine);
  // With its secret it would be let in, and take the worker's place: tried with an id of its own.
  const control = await as({ id: newId('worker'), secret });
  const seen = `answered ${statuses.join(', ')}; control: sessions ${lives ? 'open' : 'fail'}, a new worker gets ${control}`;
  return { ok: statuses.every((status) => status === 403) && lives && control === 101, seen };
}

function join(baseUrl: string, authorization: string, hello = '{}'): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'upgrade', upgrade: 'marina-link', authorization, 'marina-worker': hello };
    const request = http.get(new URL('/api/v1/worker-link', baseUrl), { headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    request.on('upgrade', (_reply, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', reject);
  });
}
