// Who an instance's root is on the machine: user namespace, capabilities, owner of its files.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';

/** In the kernel's order, from bit 0 on. */
const capabilityNames =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

export async function userNamespace({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  const maps = await attacker.shell(stand, 'cat /proc/self/uid_map /proc/self/gid_map; id -u');
  const [uid, gid, id] = maps.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const seen = `uid ${uid?.[1]}, gid ${gid?.[1]}, ${uid?.[2]} of them; control: it is ${id?.[0]} to itself`;
  const isRemapped = [uid, gid].every((map) => map?.[0] === 0 && (map[1] ?? 0) > 65_535 && (map[2] ?? 0) <= 65_536);
  return { ok: isRemapped && id?.[0] === 0, seen };
}

/** What the mask allows is tried, too: a mask that nothing works with would pass. */
const usesOfThem =
  'd=$(mktemp -d) && mount -t tmpfs none $d && touch $d/f && chown 1000 $d/f && umount $d && unshare --net true && chroot / true && echo works';

export async function capabilities({ golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const status = await attacker.shell(stand, 'cat /proc/self/status');
  const mask = /^CapBnd:\s+(\w+)$/m.exec(status)?.[1] ?? '';
  const isFiltered = /^Seccomp:\s+2$/m.test(status);
  const compared = await golden.compare('capabilities.txt', namesOf(mask));
  if ('notRun' in compared) return compared;
  const works = (await attacker.shell(stand, usesOfThem)).endsWith('works');
  const seen = `${compared.seen}; seccomp ${isFiltered ? 'on' : 'off'}; control: their use ${works ? 'works' : 'fails'}`;
  return { ok: compared.ok && isFiltered && works, seen };
}

function namesOf(mask: string): string[] {
  const bits = BigInt(`0x${mask || 'ffffffffffffffff'}`);
  return Array.from({ length: 64 }, (_, bit) => bit)
    .filter((bit) => (bits >> BigInt(bit)) & 1n)
    .map((bit) => capabilityNames[bit] ?? `bit ${bit}`);
}

export async function setuidFile({ marina, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const name = `setuid-${crypto.randomUUID()}`;
  const directory = stand === 'nested' ? '/h/var/lib/docker' : '/var/lib/docker';
  await attacker.shell(stand, `cp /bin/sh ${directory}/${name} && chmod 4755 ${directory}/${name}`);
  const disk = path.join(marina.home, 'worker/disks', attacker.instance);
  const file = await stat(path.join(disk, 'data', name));
  const options = await mountOptions(disk);
  const ran = await attacker.run(`/var/lib/docker/${name} -c 'id -u'; rm -f /var/lib/docker/${name}`);
  const hasBit = (file.mode & 0o4000) !== 0;
  const seen = `owner ${file.uid}, mounted ${options}; control: ${hasBit ? 'the bit is set' : 'no bit'}, it runs: ${ran.code === 0}`;
  const isSafe = file.uid > 65_535 && ['nosuid', 'nodev'].every((option) => options.split(',').includes(option));
  return { ok: isSafe && hasBit && ran.code === 0, seen };
}

/** Of a mount point on the machine; proc(5) on mountinfo. */
async function mountOptions(point: string): Promise<string> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' '));
  return lines.find((fields) => fields[4] === point)?.[5] ?? 'not at all';
}
