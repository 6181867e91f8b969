import { afterAll, expect, it, vi } from 'vitest';
import { openLocal } from '../contract/local-subject.ts';

const sessionId = `ses_${crypto.randomUUID()}`;
const { engine } = await openLocal();
afterAll(() => engine.cluster.removeSession(sessionId));

/** As many sockets before as after, so their number tells nothing. */
const changesPlace = `
import socket, time
first = socket.create_server(("0.0.0.0", 8081))
time.sleep(2)
first.close()
second = socket.create_server(("0.0.0.0", 8082))
time.sleep(60)
`;

it('a server that takes another’s place at once is seen, too', async () => {
  const id = `ins_${crypto.randomUUID()}`;
  const limits = { memoryBytes: 512 * 2 ** 20, cpus: 1, pids: 100, diskBytes: 2 ** 29 };
  await engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  const image = 'marina/base';
  await engine.cluster.ensureInstance({ id, sessionId, name: 'node1', image, docker: false, limits });
  const stop = new AbortController();
  let ports: number[] = [];
  const watching = (async () => {
    for await (const seen of engine.instances.observe(stop.signal)) if (seen.instanceId === id) ports = seen.ports;
  })();
  const script = 'setsid python3 -c "$1" >/dev/null 2>&1 &';
  await engine.instances.exec(id, { command: ['sh', '-c', script, 'sh', changesPlace] });
  await vi.waitFor(() => expect(ports).toEqual([8081]), { timeout: 5000 });
  await vi.waitFor(() => expect(ports).toEqual([8082]), { timeout: 15_000 });
  stop.abort();
  await watching;
});
