// The processes of one Marina: those in its worker's network namespace, their descendants, and the manager.
import { readdir, readFile, readlink } from 'node:fs/promises';
import { findPid, type MarinaPlace } from '../marina-under-test.ts';

type Process = { pid: number; parent: number; netns: string; command: string };

export async function listProcesses(place: MarinaPlace): Promise<string[]> {
  return (await listOurs(place)).map(({ pid, command }) => `${pid} ${command}`);
}

export async function listPids(place: MarinaPlace): Promise<number[]> {
  return (await listOurs(place)).map(({ pid }) => pid);
}

/** One of containerd's for each container that it holds. */
export async function listShims(place: MarinaPlace): Promise<string[]> {
  return (await listProcesses(place)).filter((command) => command.includes(' -namespace moby -id '));
}

async function listOurs(place: MarinaPlace): Promise<Process[]> {
  const agent = findPid(place, 'agent');
  const manager = findPid(place, 'manager');
  const all = await readAll();
  const netns = all.find(({ pid }) => pid === agent)?.netns;
  const ours = new Set(
    all.filter((process) => process.pid === manager || process.netns === netns).map(({ pid }) => pid),
  );
  // Parents come before children often, not always: pid numbers wrap.
  for (let before = -1; before !== ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid));
}

async function readAll(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readOne(pid).catch(() => undefined)));
  return found.filter((process) => process !== undefined);
}

async function readOne(pid: string): Promise<Process> {
  const [stat, netns, command] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readlink(`/proc/${pid}/ns/net`).catch(() => ''),
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
  ]);
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  return { pid: Number(pid), parent, netns, command: command.replaceAll('\0', ' ').trim() };
}
