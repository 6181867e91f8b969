// Instances under gVisor. `npm run test:gvisor` runs this; elsewhere the suites' instances run under runc.
import { readFile } from 'node:fs/promises';
import type { ContractSubject } from '@marina/engine/contract/engine-contract';
import { openLocal, testConfinement } from '@marina/engine/contract/local-subject';
import { connectDocker } from '@marina/engine/local/docker';
import { driftOf, untoldSettings } from '@marina/engine/local/drift';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openShells } from './shells/open-shell.ts';

const sessionId = `ses_${crypto.randomUUID()}`;
const [first, second] = [`ins_${crypto.randomUUID()}`, `ins_${crypto.randomUUID()}`];
const limits = { memoryBytes: 256 * 2 ** 20, cpus: 1, pids: 300, diskBytes: 2 ** 29 };
let subject: ContractSubject;

describe.skipIf(inject('runtime') !== 'runsc')('under gVisor', () => {
  beforeAll(async () => {
    subject = await openLocal();
    const { cluster } = subject.engine;
    await cluster.ensureNetwork(sessionId, { egress: 'none' });
    const spec = { sessionId, image: 'marina/base', docker: false, limits };
    await cluster.ensureInstance({ ...spec, id: first, name: 'node1' });
    await cluster.ensureInstance({ ...spec, id: second, name: 'node2' });
  });
  afterAll(() => subject.engine.cluster.removeSession(sessionId));

  const inside = async (script: string, id = first) => {
    const { stdout, stderr } = await subject.engine.instances.exec(id, { command: ['sh', '-c', script] });
    return (stdout + stderr).trim();
  };

  it('the kernel that an instance sees is not the machine’s', async () => {
    expect(await inside('dmesg')).toContain('gVisor');
    expect(await inside('cat /proc/version')).not.toBe((await readFile('/proc/version', 'utf8')).trim());
  });

  it('its root is nobody’s on the machine', async () => {
    const client = connectDocker(inject('dockerSocket'));
    const { HostConfig, State } = await client.getContainer(first).inspect();
    expect(HostConfig).toMatchObject({ Runtime: 'runsc', Privileged: false });
    expect(await inside('id -u')).toBe('0');
    const [, , uid] = /^Uid:\s+(\d+)\s+(\d+)/m.exec(await readFile(`/proc/${State.Pid}/status`, 'utf8')) ?? [];
    expect(Number(uid)).toBeGreaterThan(65_535);
  });

  it('what it was made of can be compared with what it is', async () => {
    const client = connectDocker(inject('dockerSocket'));
    const confinement = await testConfinement();
    const untold = await untoldSettings(client, confinement);
    expect(driftOf(await client.getContainer(first).inspect(), confinement, untold)).toBeUndefined();
  });

  it('instances reach each other by name, and their ports can be dialled', async () => {
    await subject.listen(second, 9000);
    const ask = 'exec 3<>/dev/tcp/node2/9000; echo hello >&3; head -n 1 <&3';
    expect(await inside(`bash -c '${ask}'`)).toBe('heard hello');
    const socket = await subject.engine.instances.dial(second, 9000);
    socket.write('again\n');
    const [answer] = await socket.take(1).toArray();
    expect(String(answer)).toBe('heard again\n');
    socket.destroy();
  });

  it('a shell of a size of its own opens, answers and ends', async () => {
    const client = connectDocker(inject('dockerSocket'));
    const shells = openShells(client, subject.engine.instances, 'runsc');
    const shell = await shells.open(first, 'trm_g', { cols: 100, rows: 30 });
    let [text, code] = ['', undefined as number | undefined];
    shell.begin({
      output: (bytes) => {
        text += bytes;
      },
      resized: () => undefined,
      writable: () => undefined,
      ended: (given) => {
        code = given;
      },
    });
    shell.type(Buffer.from('stty size; exit 4\n'), { client: 1n, total: 18n });
    await expect.poll(() => code, { timeout: 20_000 }).toBe(4);
    expect(text).toContain('30 100');
  });

  it('what the machine’s kernel would answer to is closed', async () => {
    const script = 'import socket; socket.socket(38, socket.SOCK_SEQPACKET)';
    expect(await inside(`python3 -c '${script}'`)).toMatch(/Error/);
    expect(await inside('mount -t ext4 /dev/loop0 /mnt')).not.toBe('');
  });

  it('an instance with a Docker Engine is refused', async () => {
    const spec = { id: `ins_${crypto.randomUUID()}`, sessionId, name: 'node3', image: 'marina/docker', limits };
    const asked = subject.engine.cluster.ensureInstance({ ...spec, docker: true });
    await expect(asked).rejects.toMatchObject({ code: 'invalid' });
  });
});
