// Ends that an instance does not want: its processes ignore signals, are frozen, or run in containers of its own.
import { readdir, readFile } from 'node:fs/promises';
import { listContainers } from '../../machine/outer-docker.ts';
import { eventually } from '../../machine/settle.ts';
import type { Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';

const goneWithinMs = 30_000;

const stubborn = `
setsid sh -c 'trap "" TERM INT HUP QUIT; while :; do sleep 1; done' >/dev/null 2>&1 &
docker run --detach --name paused busybox sleep 1000 >/dev/null && docker pause paused >/dev/null
if [ -d /sys/fs/cgroup/freezer ]; then group=/sys/fs/cgroup/freezer/stubborn; state=freezer.state; word=FROZEN
else group=/sys/fs/cgroup/stubborn; state=cgroup.freeze; word=1; fi
mkdir $group
setsid sleep 1000 >/dev/null 2>&1 &
echo $! > $group/cgroup.procs && echo $word > $group/$state && echo frozen`;

export async function stubbornEnd(ground: Ground): Promise<Outcome> {
  const machine = await ground.open('closed');
  const isFrozen = (await machine.output(stubborn)).endsWith('frozen');
  const startedAt = performance.now();
  const { alice } = ground.students;
  await alice.end(machine.session);
  const isGone = async () =>
    (await alice.read(machine.session)).status === 'ended' &&
    !(await listContainers(ground.marina)).some(({ name }) => name === machine.instance);
  const gone = await eventually('it is gone', isGone, goneWithinMs).then(
    () => true,
    () => false,
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return {
    ok: gone && isFrozen,
    seen: `${gone ? 'gone' : 'still there'} after ${seconds} s; control: ${isFrozen ? 'frozen' : 'not frozen'}`,
  };
}

export async function nestedEnd(ground: Ground): Promise<Outcome> {
  const machine = await ground.open('closed');
  const seconds = String(100_000 + Math.floor(Math.random() * 900_000));
  await machine.output(`docker run --detach --restart always busybox sleep ${seconds}`);
  const before = await sleepers(seconds);
  await ground.end(machine);
  const after = await sleepers(seconds);
  return { ok: before > 0 && after === 0, seen: `${after} of its processes left; control: ${before} before` };
}

async function sleepers(seconds: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return commands.filter((command) => command === `sleep\0${seconds}\0`).length;
}
