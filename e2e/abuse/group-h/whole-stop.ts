// The end of a whole Marina, asked for and by kill -9: nothing of it stays on the machine.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { eventually } from '../../machine/settle.ts';
import { listTraces } from '../../machine/traces.ts';
import { findPid, type MarinaPlace, startMarina } from '../../marina-under-test.ts';
import { Student } from '../../student.ts';
import { listed, type Outcome } from '../case.ts';
import { envOf, type Ground } from '../ground.ts';
import { takeDown } from '../take-down.ts';

const run = promisify(execFile);

/** With the way to the internet, which has a device and a table on the machine. */
export async function politeStop(ground: Ground): Promise<Outcome> {
  const before = await tracesOnMachine();
  const marina = await startMarina({ name: 'abuse-stop', env: envOf(ground.labs) });
  const during = await openOne(marina);
  await marina.stop();
  return compare(marina, before, during);
}

export async function killedStop(ground: Ground): Promise<Outcome> {
  const before = await tracesOnMachine();
  const marina = await startMarina({ name: 'abuse-down', env: envOf(ground.labs) });
  const during = await openOne(marina);
  const supervisor = await supervisorOf(marina);
  const victims = (['manager', 'agent', 'dockerd', 'containerd'] as const).map((victim) => findPid(marina, victim));
  for (const pid of [supervisor, ...victims]) if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await eventually('they are gone', async () => (await supervisorOf(marina)) === undefined, 10_000);
  await takeDown(marina, envOf(ground.labs));
  const outcome = await compare(marina, before, during);
  await marina.stop();
  return outcome;
}

/** What a session and its Marina have on the machine, so that a comparison of nothing with nothing can't pass. */
async function openOne(marina: MarinaPlace): Promise<string[]> {
  const student = await Student.arrive(marina.baseUrl);
  const { id } = await student.open('online');
  await student.until(id, ({ instances }) => instances.every(({ status }) => status === 'running'), 60_000);
  return [...(await tracesOnMachine()), ...(await listTraces(marina))];
}

async function compare(marina: MarinaPlace, before: string[], during: string[]): Promise<Outcome> {
  const after = [...(await tracesOnMachine()), ...(await listTraces(marina))];
  const left = after.filter((name) => !before.includes(name));
  const made = during.filter((name) => !before.includes(name)).length;
  return { ok: left.length === 0 && made > 5, seen: `${listed(left)} left of ${made}` };
}

/** Devices, tables and network namespaces, of the machine as far as it is the suite's. */
async function tracesOnMachine(): Promise<string[]> {
  const { stdout: links } = await run('ip', ['-oneline', 'link', 'show']);
  const { stdout: tables } = await run('nft', ['list', 'tables']);
  const { stdout: netns } = await run('ip', ['netns', 'list']);
  return [
    ...links
      .split('\n')
      .flatMap((line) => /^\d+: ([^:@]+)/.exec(line)?.[1] ?? [])
      .map((name) => `device ${name}`),
    ...tables.split('\n').filter(Boolean),
    ...netns
      .split('\n')
      .filter((line) => line.startsWith('marina-abuse-stop') || line.startsWith('marina-abuse-down'))
      .map((line) => `netns ${line}`),
  ];
}

async function supervisorOf({ home }: MarinaPlace): Promise<number | undefined> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('apps/cli/src/main.ts\0up\0') && command.includes(home)) return Number(pid);
  }
  return undefined;
}
