// Instances that are not what Marina made: somebody with the worker's Docker changed or replaced them.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { instanceLabel, listContainers, outerSocket, sessionLabel } from '../../machine/outer-docker.ts';
import { eventually } from '../../machine/settle.ts';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Inside } from '../inside.ts';

const run = promisify(execFile);
/** Two rounds of the manager's comparison with the worker. */
const withinMs = 25_000;

/** What each replacement is given; all else is as harmless as Docker's defaults. */
const replacements: Record<string, string[]> = {
  'no seccomp': ['--security-opt', 'seccomp=unconfined'],
  'the machine’s processes': ['--userns', 'host', '--pid', 'host'],
  'the machine’s network': ['--userns', 'host', '--network', 'host'],
  'the machine’s files': ['--volume', '/etc:/h'],
  privileged: ['--userns', 'host', '--privileged'],
};

export async function drift(ground: Ground): Promise<Outcome> {
  const { marina, students } = ground;
  const docker = (...args: string[]) => run('docker', ['--host', `unix://${outerSocket(marina)}`, ...args]);
  const steady = await ground.open('tiny');
  const changed = await ground.open('tiny');
  await docker('update', '--memory', '4g', '--memory-swap', '4g', changed.instance);
  const cases: Record<string, string> = { 'more memory': changed.instance };
  const refused: string[] = [];
  const victim = await ground.open('tiny');
  for (const [what, options] of Object.entries(replacements)) {
    const name = `stray-${Object.keys(cases).length}`;
    const labels = ownerLabels(victim);
    const started = await docker('run', '--detach', '--name', name, ...labels, ...options, 'marina/base').catch(
      () => undefined,
    );
    // Docker itself may refuse it, where root of the machine has not all capabilities.
    if (started) cases[what] = name;
    else refused.push(what);
  }
  const deadline = Date.now() + withinMs;
  const left = async () => {
    const running = (await listContainers(marina)).flatMap(({ name, running: runs }) => (runs ? [name] : []));
    return Object.entries(cases).flatMap(([what, name]) => (running.includes(name) ? [what] : []));
  };
  while ((await left()).length > 0 && Date.now() < deadline) await sleep(500);
  const still = await left();
  const lives = (await steady.run('true')).code === 0;
  const linesIn = async (name: string, part: string) => {
    const log = await readFile(path.join(marina.home, 'log', name), 'utf8').catch(() => '');
    return log.split('\n').filter((line) => line.includes(part)).length;
  };
  const logged = await linesIn('worker.log', 'drift');
  const toldOf = () => linesIn('manager.log', '"kind":"drift"');
  const areAllTold = async () => (await toldOf()) >= Object.keys(cases).length;
  await eventually('the operator is told', areAllTold, 5_000).catch(() => undefined);
  const told = await toldOf();
  for (const name of Object.values(cases).filter((id) => id.startsWith('stray-')))
    await docker('rm', '--force', name).catch(() => undefined);
  for (const { session } of [steady, changed, victim]) await students.alice.end(session).catch(() => undefined);
  const seen = `${listed(still)} of ${Object.keys(cases).length} still run, ${logged} log lines, ${told} alerts${refused.length > 0 ? `, not started: ${listed(refused)}` : ''}; control: another ${lives ? 'goes on' : 'ended'}`;
  return { ok: still.length === 0 && Math.min(logged, told) >= Object.keys(cases).length && lives, seen };
}

function ownerLabels({ session, instance }: Inside): string[] {
  return ['--label', `${sessionLabel}=${session}`, '--label', `${instanceLabel}=${instance}`];
}
