// What every implementation of the engine promises, as tests. Each implementation's own test file runs this suite.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pack } from 'tar-stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceSpec, OwnedObject } from '../cluster.ts';
import type { Engine } from '../engine.ts';
import type { Observation, Pty } from '../instances.ts';
import { describeImages, expectCode } from './images-contract.ts';

export type ContractSubject = {
  engine: Engine;
  /** An image without, and one with, a Docker Engine of its own. */
  images: { plain: string; docker: string };
  /** Starts something in the instance that answers each line on this port with `heard LINE`. */
  listen(instanceId: string, port: number): Promise<void>;
  /** Kills the instance from outside, as a crash would. */
  kill(instanceId: string): Promise<void>;
  close(): Promise<void>;
};

export function describeEngineContract(name: string, open: () => Promise<ContractSubject>): void {
  describe(`engine contract: ${name}`, () => {
    let subject: ContractSubject;
    let sessions: string[] = [];

    beforeAll(async () => {
      subject = await open();
    });
    afterEach(async () => {
      await Promise.all(sessions.map((id) => subject.engine.cluster.removeSession(id)));
      sessions = [];
    });
    afterAll(() => subject?.close());

    async function newSession(): Promise<string> {
      const id = `ses_${crypto.randomUUID()}`;
      sessions.push(id);
      await subject.engine.cluster.ensureNetwork(id, { egress: 'mirror' });
      return id;
    }

    function spec(sessionId: string, overrides: Partial<InstanceSpec> = {}): InstanceSpec {
      return {
        id: `ins_${crypto.randomUUID()}`,
        sessionId,
        name: 'node1',
        image: subject.images.plain,
        docker: false,
        limits: { memoryBytes: 512 * 2 ** 20, cpus: 1, pids: 512, diskBytes: 2 ** 30 },
        ...overrides,
      };
    }

    async function running(overrides: Partial<InstanceSpec> = {}): Promise<string> {
      const asked = spec(await newSession(), overrides);
      await subject.engine.cluster.ensureInstance(asked);
      return asked.id;
    }

    async function owned(sessionId: string): Promise<OwnedObject[]> {
      return (await subject.engine.cluster.inventory()).filter((object) => object.sessionId === sessionId);
    }

    describe('cluster', () => {
      it('an instance runs, has an address and is listed under its session', async () => {
        const asked = spec(await newSession());
        const status = await subject.engine.cluster.ensureInstance(asked);
        expect(status).toEqual({
          id: asked.id,
          state: 'running',
          address: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
        });
        const listed = (await owned(asked.sessionId)).find((object) => object.kind === 'instance');
        expect(listed).toEqual({ kind: 'instance', sessionId: asked.sessionId, instanceId: asked.id, status });
      });

      it('asking twice for the same network and instance changes nothing', async () => {
        const asked = spec(await newSession());
        const first = await subject.engine.cluster.ensureInstance(asked);
        await subject.engine.cluster.ensureNetwork(asked.sessionId, { egress: 'mirror' });
        expect(await subject.engine.cluster.ensureInstance(asked)).toEqual(first);
        expect(await owned(asked.sessionId)).toHaveLength(2);
      });

      it('an instance with Docker owns a volume, and removing the instance removes it', async () => {
        const asked = spec(await newSession(), { image: subject.images.docker, docker: true });
        await subject.engine.cluster.ensureInstance(asked);
        expect((await owned(asked.sessionId)).map(({ kind }) => kind).sort()).toEqual([
          'instance',
          'network',
          'volume',
        ]);
        await subject.engine.cluster.removeInstance(asked.id);
        expect((await owned(asked.sessionId)).map(({ kind }) => kind)).toEqual(['network']);
      });

      it('removing a session leaves nothing of it and nothing of others goes', async () => {
        const mine = spec(await newSession());
        const theirs = spec(await newSession());
        await Promise.all([mine, theirs].map((asked) => subject.engine.cluster.ensureInstance(asked)));
        await subject.engine.cluster.removeSession(mine.sessionId);
        expect(await owned(mine.sessionId)).toEqual([]);
        expect(await owned(theirs.sessionId)).toHaveLength(2);
      });

      it('removing what is not there, or twice at once, is no error', async () => {
        const asked = spec(await newSession());
        await subject.engine.cluster.ensureInstance(asked);
        await Promise.all([1, 2].map(() => subject.engine.cluster.removeInstance(asked.id)));
        await subject.engine.cluster.removeInstance(asked.id);
        await subject.engine.cluster.removeSession(`ses_${crypto.randomUUID()}`);
      });

      it('a killed instance is listed as stopped, and asking for it again starts it', async () => {
        const asked = spec(await newSession());
        await subject.engine.cluster.ensureInstance(asked);
        await subject.kill(asked.id);
        const listed = (await owned(asked.sessionId)).find((object) => object.kind === 'instance');
        expect(listed).toMatchObject({ status: { state: 'stopped', address: null } });
        expect(await subject.engine.cluster.ensureInstance(asked)).toMatchObject({ state: 'running' });
      });

      it.each([
        ['an image that does not exist', { image: 'marina/no-such-image' }, 'not-found'],
        ['a name that is no hostname', { name: 'Node_1' }, 'invalid'],
        ['an absurd limit', { limits: { memoryBytes: 1, cpus: 1, pids: 512, diskBytes: 2 ** 30 } }, 'invalid'],
        ['an id with a path in it', { id: '../../etc' }, 'invalid'],
      ])('%s is refused and leaves nothing', async (_what, overrides, code) => {
        const sessionId = await newSession();
        await expectCode(subject.engine.cluster.ensureInstance(spec(sessionId, overrides)), code);
        expect((await owned(sessionId)).map(({ kind }) => kind)).toEqual(['network']);
      });

      it('a second instance of the same name in a session is refused; in another session it is not', async () => {
        const sessionId = await newSession();
        await subject.engine.cluster.ensureInstance(spec(sessionId));
        await expectCode(subject.engine.cluster.ensureInstance(spec(sessionId)), 'conflict');
        await subject.engine.cluster.ensureInstance(spec(await newSession()));
      });

      it('an instance whose session has no network is refused', async () => {
        const asked = spec(`ses_${crypto.randomUUID()}`);
        sessions.push(asked.sessionId);
        await expectCode(subject.engine.cluster.ensureInstance(asked), 'not-found');
        await subject.engine.cluster.removeSession(asked.sessionId);
        expect(await owned(asked.sessionId)).toEqual([]);
      });
    });

    describe('exec', () => {
      it('gives exit code, output and errors', async () => {
        const id = await running();
        expect(await subject.engine.instances.exec(id, { command: ['echo', 'héllo'] })).toEqual({
          exitCode: 0,
          stdout: 'héllo\n',
          stderr: '',
        });
        expect(await subject.engine.instances.exec(id, { command: ['false'] })).toMatchObject({ exitCode: 1 });
        const missing = await subject.engine.instances.exec(id, { command: ['cat', '/no/such/file'] });
        expect(missing).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('/no/such/file') });
      });

      it('ends a command that takes too long', async () => {
        const id = await running();
        const started = performance.now();
        await expectCode(subject.engine.instances.exec(id, { command: ['sleep', '60'], timeoutMs: 200 }), 'timeout');
        expect(performance.now() - started).toBeLessThan(5_000);
      });

      it('tells an unknown instance from one that has stopped', async () => {
        await expectCode(subject.engine.instances.exec('ins_unknown', { command: ['true'] }), 'not-found');
        const id = await running();
        await subject.kill(id);
        await expectCode(subject.engine.instances.exec(id, { command: ['true'] }), 'conflict');
      });
    });

    describe('terminals', () => {
      it('starts a shell of the asked size that answers, resizes and tells its exit code', async () => {
        const pty = await subject.engine.instances.openPty(await running(), { cols: 91, rows: 33 });
        const seen = reader(pty);
        pty.stream.write('stty size\r');
        await seen.until('33 91');
        await pty.resize({ cols: 120, rows: 40 });
        pty.stream.write('stty size\r');
        await seen.until('40 120');
        pty.stream.write('exit 7\r');
        expect(await pty.exited).toBe(7);
      });

      it('two shells of one instance do not hear each other', async () => {
        const id = await running();
        const size = { cols: 80, rows: 24 };
        const [one, two] = await Promise.all([1, 2].map(() => subject.engine.instances.openPty(id, size)));
        if (!one || !two) throw new Error('two shells were opened');
        const [first, second] = [reader(one), reader(two)];
        one.stream.write('echo only-for-one\r');
        two.stream.write('echo only-for-two\r');
        await Promise.all([first.untilTwice('only-for-one'), second.untilTwice('only-for-two')]);
        expect(first.text()).not.toContain('only-for-two');
        await Promise.all([one.close(), two.close()]);
      });

      it('closing hangs up, and is no error the second time', async () => {
        const pty = await subject.engine.instances.openPty(await running(), { cols: 80, rows: 24 });
        pty.stream.resume();
        await pty.close();
        await pty.close();
        await pty.exited;
      });

      it('refuses an absurd size and an unknown instance', async () => {
        const id = await running();
        await expectCode(subject.engine.instances.openPty(id, { cols: 0, rows: 24 }), 'invalid');
        await expectCode(subject.engine.instances.openPty('ins_unknown', { cols: 80, rows: 24 }), 'not-found');
      });

      it('the shell’s end is told when the instance dies', async () => {
        const id = await running();
        const pty = await subject.engine.instances.openPty(id, { cols: 80, rows: 24 });
        pty.stream.resume();
        await subject.kill(id);
        expect(await pty.exited).not.toBe(0);
      });
    });

    describe('the instance’s own Docker Engine', () => {
      it('answers questions, also that there is no such thing', async () => {
        const id = await running({ image: subject.images.docker, docker: true });
        await answers(id);
        const { dockerGet } = subject.engine.instances;
        expect(await dockerGet(id, { path: '/containers/json?all=1' })).toEqual({
          status: 200,
          body: expect.stringMatching(/^\[\]\s*$/),
        });
        expect(await dockerGet(id, { path: '/containers/nobody/json' })).toMatchObject({ status: 404 });
      });

      it('is given up when it takes too long or says too much', async () => {
        const id = await running({ image: subject.images.docker, docker: true });
        await answers(id);
        const { dockerGet } = subject.engine.instances;
        await expectCode(dockerGet(id, { path: '/events', timeoutMs: 200 }), 'timeout');
        await expectCode(dockerGet(id, { path: '/_ping', maxBytes: 1 }), 'failed');
        await expectCode(dockerGet(id, { path: 'http://elsewhere/' }), 'invalid');
      });

      it('is not found where there is none', async () => {
        const id = await running();
        await expectCode(subject.engine.instances.dockerGet(id, { path: '/_ping' }), 'not-found');
        await expectCode(subject.engine.instances.dockerGet('ins_unknown', { path: '/_ping' }), 'not-found');
      });

      async function answers(id: string): Promise<void> {
        const deadline = performance.now() + 60_000;
        while (performance.now() < deadline) {
          const ping = await subject.engine.instances.dockerGet(id, { path: '/_ping' }).catch(() => undefined);
          if (ping?.status === 200) return;
          await sleep(200);
        }
        throw new Error('its Docker Engine does not answer');
      }
    });

    describe('ports', () => {
      it('a dialled port carries bytes both ways', async () => {
        const id = await running();
        await subject.listen(id, 8080);
        const socket = await subject.engine.instances.dial(id, 8080);
        socket.write('ahoy\n');
        expect(await firstLine(socket)).toBe('heard ahoy');
        socket.destroy();
      });

      it('a port where nothing listens is unavailable', async () => {
        await expectCode(subject.engine.instances.dial(await running(), 9), 'unavailable');
      });
    });

    describe('files', () => {
      it('a tar is unpacked where it was asked', async () => {
        const id = await running();
        const tar = pack();
        tar.entry({ name: 'greeting.txt' }, 'bonjour\n');
        tar.finalize();
        await subject.engine.instances.putFiles(id, '/root', Readable.from(tar));
        const { stdout } = await subject.engine.instances.exec(id, { command: ['cat', '/root/greeting.txt'] });
        expect(stdout).toBe('bonjour\n');
      });
    });

    describeImages({ engine: () => subject.engine, base: () => subject.images.plain, running });

    describe('observation', () => {
      it('reports an instance once it is seen, its ports as they open, and its end', async () => {
        const id = await running();
        const stop = new AbortController();
        const seen: Observation[] = [];
        const watching = (async () => {
          for await (const observation of subject.engine.instances.observe(stop.signal)) {
            if (observation.instanceId === id) seen.push(observation);
          }
        })();
        await until(() => seen.some(({ running }) => running));
        await subject.listen(id, 8081);
        await until(() => seen.some(({ ports }) => ports.includes(8081)));
        await subject.kill(id);
        await until(() => seen.some(({ running }) => !running));
        stop.abort();
        await watching;
        expect(seen.at(-1)).toEqual({ instanceId: id, running: false, dockerReady: null, ports: [] });
      });
    });

    it('tells what an instance uses', async () => {
      const stats = await subject.engine.instances.stats(await running());
      expect(stats.memoryBytes).toBeGreaterThan(0);
      expect(stats.pids).toBeGreaterThan(0);
    });
  });
}

/** Collects what a terminal shows. */
function reader(pty: Pty) {
  let text = '';
  pty.stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return {
    text: () => text,
    until: (part: string) => until(() => text.includes(part)),
    /** Once as it is typed, once as it is answered. */
    untilTwice: (part: string) => until(() => text.split(part).length > 2),
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.toString('utf8');
    if (text.includes('\n')) break;
  }
  return text.trim();
}

async function until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it did not happen in time');
    await sleep(10);
  }
}
