import { once } from 'node:events';
import net from 'node:net';
import { duplexPair, PassThrough, Readable } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeEngineContract } from '../contract/engine-contract.ts';
import { openFake } from '../contract/fake-subject.ts';
import { openLinked, openRelayed } from '../contract/linked-subject.ts';
import { createFakeEngine } from '../fake/engine.ts';
import { connectLink } from './connect.ts';
import { connectRelay } from './relay.ts';
import { serveLink } from './serve.ts';
import { serveEngine } from './serve-engine.ts';

describeEngineContract('fake behind a worker link', () => openLinked(openFake));
describeEngineContract('fake behind a relay', () => openRelayed(openFake));

async function pair({ allowHalfOpen = false } = {}) {
  const server = net.createServer({ allowHalfOpen }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const near = net.connect(address.port, '127.0.0.1');
  const [far] = await once(server, 'connection');
  server.close();
  return { near, far: far as net.Socket };
}

it('a cut link fails what is under way as unavailable and retryable, and says that it is closed', async () => {
  const { near, far } = await pair();
  const engine = createFakeEngine();
  void serveLink(far, [serveEngine(engine)]);
  const link = connectLink(near);
  await link.cluster.ensureNetwork('ses_one', { egress: 'none' });
  await link.cluster.ensureInstance({
    id: 'ins_one',
    sessionId: 'ses_one',
    name: 'node1',
    image: 'marina/base',
    docker: false,
    limits: { memoryBytes: 2 ** 29, cpus: 1, pids: 99, diskBytes: 2 ** 30 },
  });
  const slow = link.instances.exec('ins_one', { command: ['sleep', '30'] });
  const failed = expect(slow).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  setTimeout(() => far.destroy(), 50);
  await failed;
  await link.closed;
  await expect(link.cluster.inventory()).rejects.toMatchObject({ code: 'unavailable' });
});

it('a peer that does not speak the protocol closes the link instead of hanging it', async () => {
  const { near, far } = await pair();
  const link = connectLink(near);
  far.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  await expect(link.cluster.inventory()).rejects.toMatchObject({ code: 'unavailable' });
  await link.closed;
});

it('an agent that was gone before the link was made is missed at once', async () => {
  // As an HTTP server's: it stays half open.
  const { near: far, far: near } = await pair({ allowHalfOpen: true });
  far.end();
  near.resume();
  await once(near, 'end');
  expect(near.destroyed).toBe(false);
  await connectLink(near).closed;
});

it('a link that is closed at once is neither set up nor pinged any more', async () => {
  const { near } = await pair();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const link = connectLink(near);
  link.close();
  vi.advanceTimersByTime(60_000);
  await link.closed;
});

it('an unknown path is refused by the agent as invalid', async () => {
  const { near, far } = await pair();
  void serveLink(far, [serveEngine(createFakeEngine())]);
  const link = connectLink(near);
  await expect(link.open('/no/such/thing', {})).rejects.toMatchObject({ code: 'invalid' });
  link.close();
});

it('a relay whose engine has gone says so to who asks, and to who was being answered', async () => {
  const [front, behind] = [await pair(), await pair()];
  void serveLink(behind.far, [serveEngine(createFakeEngine())]);
  const relay = connectRelay(behind.near);
  void serveLink(front.far, [relay.serve]);
  const link = connectLink(front.near);
  const watching = link.instances.observe(new AbortController().signal)[Symbol.asyncIterator]();
  const next = watching.next();
  const failed = expect(next).rejects.toMatchObject({ code: 'unavailable' });
  await link.cluster.inventory();
  behind.far.destroy();
  await failed;
  await expect(link.cluster.inventory()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  link.close();
  relay.close();
});

it('a relay answers who was still sending when the engine went, and reads the rest', async () => {
  const [front, behind] = [await pair(), await pair()];
  const asked = Promise.withResolvers<void>();
  // Neither reads nor answers.
  const silent = () => {
    asked.resolve();
    return new Promise<boolean>(() => undefined);
  };
  void serveLink(behind.far, [silent]);
  const relay = connectRelay(behind.near);
  void serveLink(front.far, [relay.serve]);
  const link = connectLink(front.near);
  // More than is let through unread.
  const files = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(2 ** 16)));
  const sent = expect(link.instances.putFiles('ins_one', '/', files)).rejects.toMatchObject({ code: 'unavailable' });
  await asked.promise;
  behind.far.destroy();
  await sent;
  link.close();
});

it('what was dialled or opened for somebody who has gone meanwhile is closed', async () => {
  const { near, far } = await pair();
  const goes = Promise.withResolvers<void>();
  const asked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [socket] = duplexPair();
  const close = vi.fn(async () => undefined);
  const engine = createFakeEngine();
  engine.instances.dial = async () => {
    asked[0]?.resolve();
    await goes.promise;
    return socket;
  };
  engine.instances.openPty = async () => {
    asked[1]?.resolve();
    await goes.promise;
    return { stream: new PassThrough(), exited: new Promise(() => undefined), resize: async () => undefined, close };
  };
  const served = serveLink(far, [serveEngine(engine)]);
  const link = connectLink(near);
  const dialled = expect(link.instances.dial('ins_one', 80)).rejects.toMatchObject({ code: 'unavailable' });
  const opened = expect(link.instances.openPty('ins_one', { cols: 80, rows: 24 })).rejects.toThrow();
  await Promise.all(asked.map(({ promise }) => promise));
  link.close();
  await Promise.all([dialled, opened, served]);
  goes.resolve();
  await vi.waitFor(() => expect([socket.destroyed, close.mock.calls.length]).toEqual([true, 1]));
});
