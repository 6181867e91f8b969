import { existsSync } from 'node:fs';
import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { ContractSubject } from '../contract/engine-contract.ts';
import { openLocal } from '../contract/local-subject.ts';
import { limitDiskSpeed } from './cgroup.ts';
import { connectDocker } from './docker.ts';
import { hangUpLeftoverShells } from './leftover-shells.ts';
import { loadAppArmorProfile } from './machine.ts';
import { readMounts } from './mounts.ts';
import { inotifyLimit } from './user-limits.ts';

const sessionId = `ses_${crypto.randomUUID()}`;
const id = `ins_${crypto.randomUUID()}`;
const client = connectDocker(inject('dockerSocket'));
const limits = { memoryBytes: 512 * 2 ** 20, cpus: 0.5, pids: 300, diskBytes: 2 ** 29 };
/** statfs(2). */
const [ext4Magic, xfsMagic] = [0xef53, 0x58465342];
let subject: ContractSubject;

beforeAll(async () => {
  subject = await openLocal();
  await subject.engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  const image = 'marina/docker';
  await subject.engine.cluster.ensureInstance({ id, sessionId, name: 'node1', image, docker: true, limits });
});
afterAll(() => subject.engine.cluster.removeSession(sessionId));

async function inside(script: string): Promise<string> {
  const request = { command: ['sh', '-c', script], timeoutMs: 60_000 };
  const { stdout, stderr } = await subject.engine.instances.exec(id, request);
  return (stdout + stderr).trim();
}

it('where the machine has AppArmor, an instance and its containers are in a profile of their own', async (test) => {
  const profile = await loadAppArmorProfile(inject('appArmorProfile'));
  if (!profile) return test.skip('no AppArmor on this machine');
  expect(await inside('cat /proc/self/attr/current')).toBe(`${profile} (enforce)`);
  await inside('until docker version >/dev/null 2>&1; do sleep 0.5; done');
  expect(await inside('docker run --rm busybox cat /proc/self/attr/current')).toContain(`${profile} (enforce)`);
  expect(await inside('echo x >/proc/sysrq-trigger; cat /proc/kcore 2>&1 | head -c 9')).toMatch(/denied/i);
});

it('to look for what listens is quick, in an instance and in the namespaces that it makes', async (test) => {
  const rows = '/proc/sys/net/ipv4/tcp_ehash_entries';
  if (!existsSync(rows)) return test.skip('before Linux 6.1 all network namespaces share one table');
  // Below zero: the machine's.
  expect(await inside(`cat ${rows}; unshare --net cat ${rows}`)).toBe('8192\n8192');
});

it('an instance is not privileged, has the limits that were asked for, and no more capabilities than it needs', async () => {
  const { HostConfig } = await client.getContainer(id).inspect();
  expect(HostConfig).toMatchObject({
    Privileged: false,
    Memory: limits.memoryBytes,
    MemorySwap: limits.memoryBytes,
    CpuPeriod: 10_000,
    CpuQuota: 5_000,
    LogConfig: { Type: 'none' },
    PidsLimit: 300,
    CapDrop: ['ALL'],
    IpcMode: 'private',
    PidMode: '',
    UsernsMode: '',
  });
  expect(HostConfig.Devices ?? []).toEqual([]);
  // AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_ADMIN NET_BIND_SERVICE NET_RAW SETFCAP SETGID
  // SETPCAP SETUID SYS_ADMIN SYS_CHROOT SYS_PTRACE, as the kernel's mask.
  expect(await inside('grep CapBnd /proc/1/status')).toMatch(/00000000a82c35fb$/);
});

it('its root is nobody on the machine', async () => {
  const [, base] = (await inside('cat /proc/self/uid_map')).split(/\s+/);
  expect(Number(base)).toBeGreaterThan(65_535);
});

it('it can make child groups but not touch its own limits, and its Docker works with limits of its own', async () => {
  const group = await inside(
    '[ -f /sys/fs/cgroup/cgroup.controllers ] && echo /sys/fs/cgroup || echo /sys/fs/cgroup/memory',
  );
  expect(await inside(`mkdir ${group}/mine && rmdir ${group}/mine && echo made`)).toBe('made');
  for (const file of [
    'memory.max',
    'memory.limit_in_bytes',
    'pids.max',
    '../pids/pids.max',
    '../cpu/cpu.cfs_quota_us',
  ]) {
    expect(
      await inside(`[ -e ${group}/${file} ] || exit 0; echo 999999999 > ${group}/${file} && echo written`),
    ).not.toContain('written');
  }
  await expect
    .poll(() => inside('docker version --format "{{.Server.Version}}"'), { timeout: 20_000 })
    .toMatch(/^\d+\./);
  expect(await inside('docker run --rm -m 64m busybox echo inner')).toContain('inner');
  // What the machine never grants, an instance may grant inside: it is worth nothing outside.
  expect(await inside('docker run --rm --privileged busybox echo trusted inside')).toContain('trusted inside');
});

it('the keyring, raw sockets of odd families and modules stay closed', async () => {
  const attempt = (call: string) =>
    inside(
      `python3 -c 'import ctypes,os; l=ctypes.CDLL(None,use_errno=True); r=${call}; print(r, ctypes.get_errno())'`,
    );
  expect(await attempt('l.syscall(250,0,0,0,0,0)')).toBe('-1 38');
  expect(await attempt('l.socket(38,5,0)')).toMatch(/^-1 /);
  // The kernel would make the sockets before it says that there are no pairs of them.
  expect(await attempt('l.socketpair(38,5,0,(ctypes.c_int*2)())')).toBe('-1 1');
  expect(await attempt('l.socketpair(1,1,0,(ctypes.c_int*2)())')).toMatch(/^0 /);
  expect(await attempt('l.syscall(313,0,b"",0)')).toMatch(/^-1 (1|38)$/);
});

it('no instance has a keyring, which all the others would see', async () => {
  const keys = await inside('cat /proc/keys');
  // Other engines of this machine may have the same users, and keyrings.
  for (const { Id } of await client.listContainers({ all: true })) expect(keys).not.toContain(`_ses.${Id}`);
});

it('it reads and writes its disk no faster than it may', async () => {
  const pid = (await client.getContainer(id).inspect()).State.Pid;
  const [device] = (await readMounts()).flatMap((mount) => (mount.point.endsWith(`/${id}`) ? [mount.device] : []));
  await limitDiskSpeed(pid, device ?? '', 20e6);
  const write = 'dd if=/dev/zero of=/root/fast bs=1M count=40 oflag=direct 2>&1 | tail -1; rm /root/fast';
  const seconds = Number(/ ([\d.]+) s,/.exec(await inside(write))?.[1]);
  expect(seconds).toBeGreaterThan(1.5);
  await limitDiskSpeed(pid, device ?? '', 200e6);
});

it('what it writes is cached once, where the machine’s file system lets files be written past its cache', async (test) => {
  const { type } = await statfs(inject('disks'));
  if (type !== ext4Magic && type !== xfsMagic) return test.skip('neither ext4 nor XFS');
  const device = (await readMounts()).find(({ point }) => point.endsWith(`/${id}`))?.device ?? '';
  expect(await readFile(`/sys/dev/block/${device}/loop/dio`, 'utf8')).toBe('1\n');
});

it('it can take a share of what the kernel counts per user, and not raise it', async () => {
  const machine = Number(await readFile('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
  const take = 'import ctypes; l=ctypes.CDLL(None); print(sum(l.inotify_init1(0) >= 0 for _ in range(20000)))';
  const taken = Number(await inside(`ulimit -n "$(ulimit -H -n)"; python3 -c '${take}'`));
  expect(taken).toBeGreaterThan(4);
  expect(taken).toBeLessThanOrEqual(inotifyLimit(machine));
  expect(await inside('echo 99999 > /proc/sys/user/max_inotify_instances && echo raised')).not.toContain('raised');
});

it('a shell that a dead agent left behind is hung up', async () => {
  const pty = await subject.engine.instances.openPty(id, { cols: 80, rows: 24 });
  pty.stream.resume();
  expect(await hangUpLeftoverShells(client)).toBe(1);
  await pty.exited;
  expect(await hangUpLeftoverShells(client)).toBe(0);
});

it('shells that mind no hang-up are ended all the same, none after the other', async () => {
  const shells = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const pty = await subject.engine.instances.openPty(id, { cols: 80, rows: 24 });
      pty.stream.write("trap '' HUP; echo deaf-$((1 + 1))\n");
      for await (const chunk of pty.stream.iterator({ destroyOnReturn: false }))
        if (`${chunk}`.includes('deaf-2')) break;
      pty.stream.resume();
      return pty;
    }),
  );
  const startedAt = performance.now();
  expect(await hangUpLeftoverShells(client)).toBe(shells.length);
  await Promise.all(shells.map(({ exited }) => exited));
  expect(performance.now() - startedAt).toBeLessThan(6_000);
}, 30_000);

it('it can fill its own disk, in its image and as data of its Docker, and nothing else', async () => {
  const imageFile = path.join(inject('disks'), `${id}.img`);
  expect(await inside('df --output=size -k / | tail -1')).toMatch(/^\s*[45]\d{5}$/);
  const full = await inside('dd if=/dev/zero of=/root/big bs=1M count=700 2>&1; df --output=avail -k / | tail -1');
  expect(full).toMatch(/No space left on device/);
  expect(await inside('dd if=/dev/zero of=/var/lib/docker/more bs=1M count=10 2>&1')).toMatch(/No space left/);
  expect(written(await stat(imageFile))).toBeLessThanOrEqual(limits.diskBytes);
  await inside('rm -f /root/big /var/lib/docker/more; sync -f /');
  expect(await inside('dd if=/dev/zero of=/root/big bs=1M count=100 2>&1 && rm /root/big')).toContain('copied');
  // What is deleted inside is the machine's again.
  await expect.poll(async () => written(await stat(imageFile)), { timeout: 20_000 }).toBeLessThan(limits.diskBytes / 2);
  const inodes = await inside(
    'mkdir /root/many && cd /root/many && seq 1 40000 | xargs touch 2>&1 | tail -1; ls | wc -l',
  );
  expect(inodes).toMatch(/No space left on device/);
  await inside('rm -rf /root/many');
});

it('an instance that has frozen itself is removed all the same', async () => {
  const other = `ins_${crypto.randomUUID()}`;
  const { cluster, instances } = subject.engine;
  await cluster.ensureInstance({ id: other, sessionId, name: 'node8', image: 'marina/base', docker: false, limits });
  const freeze =
    'g=/sys/fs/cgroup/freezer/own; [ -d /sys/fs/cgroup/freezer ] || exit 0; mkdir $g && setsid sleep 99 & sleep 0.2; echo $! > $g/cgroup.procs && echo FROZEN > $g/freezer.state';
  expect((await instances.exec(other, { command: ['sh', '-c', freeze] })).exitCode).toBe(0);
  await cluster.removeInstance(other);
  expect((await cluster.inventory()).some((object) => 'instanceId' in object && object.instanceId === other)).toBe(
    false,
  );
}, 20_000);

it('a removed instance leaves no disk and no mount', async () => {
  const other = `ins_${crypto.randomUUID()}`;
  const { cluster } = subject.engine;
  await cluster.ensureInstance({ id: other, sessionId, name: 'node9', image: 'marina/base', docker: false, limits });
  await cluster.removeInstance(other);
  expect(await readdir(inject('disks'))).toEqual([id, `${id}.img`].sort());
  expect((await readMounts()).filter(({ point }) => point.includes(other))).toEqual([]);
});

function written({ blocks }: { blocks: number }): number {
  return blocks * 512;
}
