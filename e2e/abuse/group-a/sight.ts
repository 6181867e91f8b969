// What an instance sees of the machine: processes, sockets, files, the kernel's own words.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listContainers } from '../../machine/outer-docker.ts';
import { denied, listed, type Outcome } from '../case.ts';
import { endsWithUs } from '../ends-with-us.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';

const program = path.join(import.meta.dirname, 'sight.py');

export async function otherProcesses({ marina, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const [outside, own] = ['outside', 'own'].map((name) => `canary-${name}-${crypto.randomUUID()}`) as [string, string];
  const canary = spawn('sleep', ['60'], { argv0: outside, stdio: 'ignore' });
  await attacker.output(`env ${own}=1 sleep 60 >/dev/null 2>&1 & sleep 0.2`);
  const words = [outside, 'apps/worker/src/main.ts', marina.home].map(backwards);
  try {
    return await denied(
      { attempt: () => attacker.program(stand, program, 'processes', backwards(own)), reaches: [own] },
      () => attacker.program(stand, program, 'processes', ...words),
    );
  } finally {
    canary.kill();
  }
}

type Sockets = { engines: string[]; abstract: string[] };

/** One that listens in the worker's network, and one in the machine's; the control is one of the instance's own. */
export async function daemonSockets({ marina, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const [worker, machine, own] = [0, 1, 2].map(() => `marina-${crypto.randomUUID()}`) as [string, string, string];
  const listeners = [await listen(worker, `/run/netns/marina-${marina.name}`), await listen(machine)];
  const python = `import socket,time; s=socket.socket(socket.AF_UNIX); s.bind("\\0${own}"); s.listen(); time.sleep(60)`;
  await attacker.output(`python3 -c '${python}' >/dev/null 2>&1 & sleep 0.5`);
  try {
    const found = await attacker.program<Sockets>(stand, program, 'sockets', worker, machine, own);
    const hostname = await attacker.output('hostname');
    const foreign = found.engines.filter((name) => name !== hostname);
    const wrong = [...foreign, ...found.abstract.filter((name) => name !== own)];
    const control = found.engines.includes(hostname) && found.abstract.includes(own);
    const seen = `${listed(wrong)} reached; control: its own Docker and socket ${control ? 'found' : 'missed'}`;
    return { ok: wrong.length === 0 && control, seen };
  } finally {
    for (const listener of listeners) listener.kill();
  }
}

async function listen(name: string, netns = '/proc/self/ns/net'): Promise<ChildProcess> {
  const script = `require('node:net').createServer().listen('\\0${name}', () => console.log('ready'))`;
  const [setpriv, ...options] = endsWithUs;
  const child = spawn(setpriv, [...options, 'nsenter', `--net=${netns}`, '--', process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

/** In /var/tmp, in Marina's home and on the disk's own directory: each beside something that an instance does see. */
export async function hiddenFiles({ marina, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const places = ['/var/tmp', '/run', path.join(marina.home, 'worker'), path.join(marina.home, 'worker/disks')];
  const canaries = await Promise.all(places.map((place) => mkdtemp(path.join(place, 'marina-canary-'))));
  const names = await Promise.all(
    canaries.map(async (directory) => {
      const name = `canary-${crypto.randomUUID()}`;
      await writeFile(path.join(directory, name), 'of the machine');
      return name;
    }),
  );
  const own = `canary-${crypto.randomUUID()}`;
  await attacker.output(`touch /var/tmp/${own}`);
  try {
    return await denied({ attempt: () => attacker.program(stand, program, 'files', own), reaches: [own] }, () =>
      attacker.program(stand, program, 'files', ...names, path.basename(program)),
    );
  } finally {
    for (const directory of canaries) await rm(directory, { recursive: true });
    await attacker.run(`rm /var/tmp/${own}`);
  }
}

export async function kernelWords({ marina, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const told = await attacker.program<string[]>(stand, program, 'kernel');
  const wrong = told.filter((name) => name !== '/proc/version');
  const rings = await attacker.program<string[]>(stand, program, 'keyrings');
  // Instances share their users, and so would share the sight of keyrings that are named after containers.
  const instances = (await listContainers(marina)).map(({ id }) => id);
  const foreign = rings.filter((name) => instances.some((id) => name.includes(id)));
  const addresses = /^0*[1-9a-f]/m.test((await readFile('/proc/kallsyms', 'latin1')).slice(0, 4096));
  const control = `version ${told.includes('/proc/version') ? 'told' : 'missed'}, ${addresses ? 'addresses' : 'no address'} to the machine's root`;
  const seen = `${listed([...wrong, ...foreign.map((name) => `keyring ${name.slice(0, 17)}…`)])} told; control: ${control}`;
  return { ok: wrong.length + foreign.length === 0 && told.includes('/proc/version'), seen };
}

function backwards(word: string): string {
  return [...word].reverse().join('');
}
