import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ContractSubject } from '../contract/engine-contract.ts';
import { openLocal } from '../contract/local-subject.ts';

const limits = { memoryBytes: 256 * 2 ** 20, cpus: 0.5, pids: 200, diskBytes: 2 ** 29 };
const [ours, theirs] = [crypto.randomUUID(), crypto.randomUUID()].map((id) => `ses_${id}`) as [string, string];
const port = 8080;
let subject: ContractSubject;
let [asker, neighbour, stranger] = ['', '', ''];
let [neighbourAddress, strangerAddress] = ['', ''];

beforeAll(async () => {
  subject = await openLocal();
  for (const id of [ours, theirs]) await subject.engine.cluster.ensureNetwork(id, { egress: 'mirror' });
  [asker] = await start(ours, 'node1');
  [neighbour, neighbourAddress] = await start(ours, 'node2');
  [stranger, strangerAddress] = await start(theirs, 'node1');
  await Promise.all([neighbour, stranger].map((id) => subject.listen(id, port)));
});
afterAll(() => Promise.all([ours, theirs].map((id) => subject.engine.cluster.removeSession(id))));

async function start(sessionId: string, name: string): Promise<[string, string]> {
  const id = `ins_${crypto.randomUUID()}`;
  const spec = { id, sessionId, name, image: 'marina/base', docker: false, limits };
  const { address } = await subject.engine.cluster.ensureInstance(spec);
  return [id, address ?? ''];
}

async function reaches(address: string): Promise<boolean> {
  const command = ['nc', '-z', '-w', '2', address, String(port)];
  return (await subject.engine.instances.exec(asker, { command })).exitCode === 0;
}

it('an instance reaches its own session, by address and by name, and no other session', async () => {
  expect(await reaches(neighbourAddress)).toBe(true);
  expect(await reaches('node2')).toBe(true);
  (await subject.engine.instances.dial(stranger, port)).destroy();
  expect(await reaches(strangerAddress)).toBe(false);
});

it('it stays so when Docker’s own rules are gone', async () => {
  const docker = (...args: string[]) => execFileSync('iptables', args);
  docker('--policy', 'FORWARD', 'ACCEPT');
  docker('--flush', 'FORWARD');
  try {
    expect(await reaches(neighbourAddress)).toBe(true);
    expect(await reaches(strangerAddress)).toBe(false);
    // With ours gone, too, it is reached: what was seen above was the firewall, and nothing else.
    for (const family of ['inet', 'bridge'])
      execFileSync('nft', ['add', 'table', family, 'marina', '{ flags dormant; }']);
    expect(await reaches(strangerAddress)).toBe(true);
  } finally {
    for (const family of ['inet', 'bridge']) execFileSync('nft', ['add', 'table', family, 'marina']);
  }
  expect(await reaches(strangerAddress)).toBe(false);
});
