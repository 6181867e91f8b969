// The images of a fake engine: what a few words of a Dockerfile make of the ones that are always there.
import type { Readable } from 'node:stream';
import { EngineError } from '../errors.ts';
import { type ImageRequest, imageRequestSchema } from '../images.ts';
import { readTar } from './read-tar.ts';
import type { FakeFiles } from './shell.ts';

export type FakeImages = {
  build(request: ImageRequest, context: Readable): Promise<void>;
  built(): string[];
  removeOthers(kept: ReadonlySet<string>): void;
  /** What an instance of the image begins with; undefined when there is no such image. */
  filesOf(image: string): FakeFiles | undefined;
};

const always = ['marina/base', 'marina/docker'];

export function createFakeImages(): FakeImages {
  const images = new Map<string, FakeFiles>(always.map((name) => [name, new Map()]));
  return {
    built: () => [...images.keys()].filter((name) => !always.includes(name)),
    filesOf: (image) => images.get(image),
    removeOthers: (kept) => {
      for (const name of images.keys()) if (!always.includes(name) && !kept.has(name)) images.delete(name);
    },
    build: async (request, context) => {
      const parsed = imageRequestSchema.safeParse(request);
      if (!parsed.success) throw new EngineError('invalid', 'bad image request');
      const { ref, base } = parsed.data;
      if (images.has(ref)) return;
      const below = images.get(base);
      if (!below) throw new EngineError('not-found', `no image ${base}`);
      const files = await readTar(context);
      images.set(ref, new Map([...below, ...follow(files.get('Dockerfile') ?? '', base, files)]));
    },
  };
}

/** `FROM`, `COPY` of one file, and `RUN` of `true`, `false`, or an `echo` into a file. */
function follow(dockerfile: string, base: string, context: FakeFiles): FakeFiles {
  const made: FakeFiles = new Map();
  for (const line of dockerfile.split('\n').filter(Boolean)) {
    const [word, first = '', second = ''] = line.split(' ');
    const [, text, target] = /^RUN echo ([^>]+) >(\S+)$/.exec(line) ?? [];
    if (word === 'FROM' && first !== base)
      throw new EngineError('invalid', `the Dockerfile’s last stage does not begin FROM ${base}`);
    if (word === 'COPY') made.set(second, context.get(first) ?? '');
    if (text !== undefined && target !== undefined) made.set(target, `${text}\n`);
    const [, said] = /^RUN (?:echo (.*) && )?false$/.exec(line) ?? [];
    if (line.endsWith('false')) throw new EngineError('invalid', `the Dockerfile fails:\n${said ?? ''}\nexit code: 1`);
  }
  return made;
}
