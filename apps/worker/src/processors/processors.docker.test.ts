import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openLocal } from '@marina/engine/contract/local-subject';
import { groupsOf } from '@marina/engine/local/cgroup';
import { connectDocker } from '@marina/engine/local/docker';
import { formatProcessors, parseProcessors } from '@marina/engine/local/processor-list';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { beginningMs, ProcessorGuard } from './guard.ts';
import { type Split, splitProcessors } from './split.ts';

const split = await splitProcessors();

describe.skipIf(!split)('with two processors or more', () => {
  const sessionIds = Array.from({ length: 3 }, () => `ses_${crypto.randomUUID()}`);
  const client = connectDocker(inject('dockerSocket'));
  const { forLoad } = split as Split;
  let subject: Awaited<ReturnType<typeof openLocal>>;
  let guard: ProcessorGuard;
  let [first, second] = ['', ''];

  beforeAll(async () => {
    subject = await openLocal({ startOn: forLoad });
    guard = new ProcessorGuard({ forLoad, count: 1 });
    [first, second] = (await Promise.all(sessionIds.slice(0, 2).map(start))) as [string, string];
    await new Promise((resolve) => setTimeout(resolve, beginningMs));
  });
  afterAll(async () => {
    await guard.close();
    await Promise.all(sessionIds.map((id) => subject.engine.cluster.removeSession(id)));
  });

  async function start(sessionId: string): Promise<string> {
    const id = `ins_${crypto.randomUUID()}`;
    const limits = { memoryBytes: 512 * 2 ** 20, cpus: 1, pids: 300, diskBytes: 2 ** 29 };
    await subject.engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
    const spec = { id, sessionId, name: 'node1', image: 'marina/base', docker: false, limits };
    await subject.engine.cluster.ensureInstance(spec);
    const { Id, State } = await client.getContainer(id).inspect();
    expect(formatProcessors(await processorsOf(id))).toBe(forLoad);
    await guard.watch({ sessionId, containerId: Id, pid: State.Pid });
    return id;
  }

  const inside = async (id: string, script: string) => {
    const { stdout, stderr } = await subject.engine.instances.exec(id, { command: ['sh', '-c', script] });
    return (stdout + stderr).trim();
  };
  /** Read from outside: to look from inside costs a slow machine more than an instance that rests may take. */
  const processorsOf = async (id: string) => {
    const { State } = await client.getContainer(id).inspect();
    const status = await readFile(`/proc/${State.Pid}/status`, 'utf8');
    return parseProcessors(/^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? '');
  };
  const burn = (id: string) =>
    inside(id, 'setsid sh -c "while :; do :; done" >/dev/null 2>&1 & echo $! >/run/burns; true');
  const stopBurning = (id: string) => inside(id, 'kill "$(cat /run/burns)"; pkill -f "while :" || true');
  const everywhere = async () =>
    formatProcessors(parseProcessors(await readFile('/sys/devices/system/cpu/online', 'utf8')));

  it('one that burns leaves the last processor alone, with all that it runs, until it rests', async () => {
    // Its start has burned, too.
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(await everywhere()), {
      timeout: 5000,
    });
    await burn(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(forLoad), { timeout: 3000 });
    await stopBurning(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(await everywhere()), {
      timeout: 5000,
    });
  });

  it('when more burn than there is room for, the others run everywhere', async () => {
    await burn(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(forLoad), { timeout: 3000 });
    await burn(second);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(formatProcessors(await processorsOf(second))).toBe(await everywhere());
    await stopBurning(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(second))).toBe(forLoad), { timeout: 5000 });
    await stopBurning(second);
  });

  it('one that begins is let go when it rests, and takes nobody’s room until then', async () => {
    await burn(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(forLoad), { timeout: 3000 });
    const third = await start(sessionIds[2] ?? '');
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(third))).toBe(await everywhere()), {
      timeout: 10_000,
    });
    expect(formatProcessors(await processorsOf(first))).toBe(forLoad);
    await stopBurning(first);
    await vi.waitFor(async () => expect(formatProcessors(await processorsOf(first))).toBe(await everywhere()), {
      timeout: 5000,
    });
  });

  it('groups that an instance has made get back what they had', async () => {
    const { State } = await client.getContainer(first).inspect();
    const set = (await groupsOf(State.Pid)).find(({ controller }) => controller === 'cpuset')?.directory;
    if (!set) return;
    expect(await readdir(set)).toContain('cpuset.cpus');
    const all = await everywhere();
    const last = `${parseProcessors(all).at(-1)}`;
    const listOf = async (name: string) =>
      formatProcessors(parseProcessors(await readFile(path.join(set, name, 'cpuset.cpus'), 'utf8')));
    const own = '/sys/fs/cgroup/cpuset';
    const make = (name: string, list: string) =>
      inside(first, `mkdir ${own}/${name} && echo ${list} >${own}/${name}/cpuset.cpus`);
    expect(await make('wide', all)).toBe('');
    expect(await make('last', last)).toBe('');
    await burn(first);
    await vi.waitFor(async () => expect(await listOf('')).toBe(forLoad), { timeout: 3000 });
    expect([await listOf('wide'), await listOf('last')]).toEqual([forLoad, forLoad]);
    await make('later', forLoad);
    await stopBurning(first);
    await vi.waitFor(async () => expect(await listOf('')).toBe(all), { timeout: 5000 });
    await vi.waitFor(async () => expect(await listOf('later')).toBe(all));
    expect([await listOf('wide'), await listOf('last')]).toEqual([all, last]);
  });
});
