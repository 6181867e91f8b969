// What an instance can do about its own cgroup: child groups, and nothing else.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';

const program = path.join(import.meta.dirname, 'paths.py');
/** security.md §2.2: all that is handed over, of either version. */
const handedOver = ['cgroup.procs', 'tasks', 'cgroup.threads', 'cgroup.subtree_control'];
/** With systemd's driver runc hands over what the kernel itself lists: cgroup-v2.rst, "Model of Delegation". */
const delegateList = '/sys/kernel/cgroup/delegate';

type Hierarchies = { old: number; new: string[]; agents: string[] };

export async function releaseAgent({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  if (existsSync('/sys/fs/cgroup/cgroup.controllers')) return { notRun: 'this machine has cgroup v2 alone' };
  const { old, new: made, agents } = await attacker.program<Hierarchies>(stand, program, 'hierarchies');
  const seen = `${listed(made)} new, ${listed(agents)} release agents; control: ${old} known ones mounted`;
  return { ok: made.length === 0 && agents.length === 0 && old > 0, seen };
}

export async function limitFiles({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  // A container sees a group of its own there, and by way of the instance's files the instance's.
  const root = stand === 'nested' ? '/h/sys/fs/cgroup' : '/sys/fs/cgroup';
  const { writable, child } = await attacker.program<{ writable: string[]; child: boolean }>(
    stand,
    program,
    'limits',
    root,
  );
  const listedByKernel = (await readFile(delegateList, 'utf8').catch(() => '')).split('\n');
  const more = writable.filter((name) => !handedOver.includes(name) && !listedByKernel.includes(name));
  const before = await attacker.inspect('{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{.HostConfig.CpuQuota}}');
  const has = before.split(' ').every((value) => Number(value) > 0);
  const seen = `${listed(more)} more than handed over; control: ${listed(writable)}, a child group ${child ? 'works' : 'fails'}`;
  return { ok: more.length === 0 && child && has, seen };
}
