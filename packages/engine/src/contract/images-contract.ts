// What every implementation promises of images that labs bring along; a part of the engine's contract.
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { InstanceSpec } from '../cluster.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { ImageRequest } from '../images.ts';
import { packFiles } from '../pack-files.ts';

export type ImagesSubject = {
  engine(): Engine;
  base(): string;
  /** Makes an instance of a new session, and tells its id. */
  running(overrides: Partial<InstanceSpec>): Promise<string>;
};

export function describeImages({ engine, base, running }: ImagesSubject): void {
  describe('images', () => {
    it('an instance of an image has what its Dockerfile put there, and nothing is left of the builder', async () => {
      const request = requestOf(base());
      await engine().images.ensure(request, folder(`FROM ${base()}\nCOPY a.txt /a.txt\nRUN echo built >/b.txt\n`));
      expect((await engine().cluster.inventory()).filter(({ sessionId }) => sessionId.startsWith('bld_'))).toEqual([]);
      const id = await running({ image: request.ref });
      const { exec } = engine().instances;
      expect((await exec(id, { command: ['cat', '/a.txt'] })).stdout).toBe('ahoy\n');
      expect((await exec(id, { command: ['cat', '/b.txt'] })).stdout).toBe('built\n');

      // What is there is not built again: this Dockerfile would fail.
      await engine().images.ensure(request, folder(`FROM ${base()}\nRUN false\n`));
      // An instance is made of it.
      await engine().images.prune([]);
      await engine().cluster.removeInstance(id);
      await engine().images.prune([request.ref]);
      const again = await running({ image: request.ref });
      await engine().cluster.removeInstance(again);
      await engine().images.prune(['lab/another:0123456789abcdef']);
      await expectCode(running({ image: request.ref }), 'not-found');
    });

    it('a Dockerfile that fails says its last words, and leaves nothing', async () => {
      const request = requestOf(base());
      const work = engine().images.ensure(request, folder(`FROM ${base()}\nRUN echo the-last-words && false\n`));
      const error = await expectCode(work, 'invalid');
      expect(error.retryable).toBe(false);
      expect(error.message).toContain('the-last-words');
      expect((await engine().cluster.inventory()).filter(({ sessionId }) => sessionId.startsWith('bld_'))).toEqual([]);
      await expectCode(running({ image: request.ref }), 'not-found');
    });

    it('two that ask at once get one image', async () => {
      const request = requestOf(base());
      const ask = () => engine().images.ensure(request, folder(`FROM ${base()}\nRUN echo once >/b.txt\n`));
      await Promise.all([ask(), ask()]);
      await engine().cluster.removeInstance(await running({ image: request.ref }));
    });

    it('an image is of its base, or is refused', async () => {
      const request = requestOf(base());
      const work = engine().images.ensure(request, folder('FROM busybox\n'));
      expect((await expectCode(work, 'invalid')).message).toContain(`FROM ${base()}`);
      const nowhere = { ...request, base: 'marina/no-such-image' };
      await expectCode(engine().images.ensure(nowhere, folder('FROM marina/no-such-image\n')), 'not-found');
    });

    it.each(['marina/docker:latest', 'lab/x:latest', 'lab/../x:0123456789abcdef', 'lab/x'])(
      'an image can’t be called %s',
      async (ref) => {
        const work = engine().images.ensure({ ...requestOf(base()), ref }, folder(`FROM ${base()}\n`));
        await expectCode(work, 'invalid');
      },
    );
  });
}

export function requestOf(base: string, overrides: Partial<ImageRequest> = {}): ImageRequest {
  const ref = `lab/test-node1:${crypto.randomUUID().replaceAll('-', '')}`;
  const limits = { memoryBytes: 2 ** 30, cpus: 2, pids: 1024, diskBytes: 3 * 2 ** 30 };
  return { ref, base, egress: 'none', limits, ...overrides };
}

export function folder(dockerfile: string): Readable {
  const files = { Dockerfile: dockerfile, 'a.txt': 'ahoy\n' };
  return packFiles(Object.entries(files).map(([name, text]) => ({ name, mode: 0o644, content: Buffer.from(text) })));
}

export async function expectCode(work: Promise<unknown>, code: string): Promise<EngineError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  expect(error).toMatchObject({ code });
  if (!(error instanceof EngineError)) throw new Error('an EngineError was expected');
  return error;
}
