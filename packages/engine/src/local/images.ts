// Images of labs on one machine: which there are, and one builder at a time for those that are missing.
import type { Readable } from 'node:stream';
import type { ImageInfo } from 'dockerode';
import pLimit from 'p-limit';
import { EngineError } from '../errors.ts';
import { type ImageRequest, type Images, imageRequestSchema } from '../images.ts';
import { labels } from '../labels.ts';
import { type BuildPlace, buildImage } from './build-image.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';

export type LocalImages = Images & {
  /** Sessions of builders under way: theirs alone is what carries these ids. One that is cut off is nobody's. */
  builderSessions(): string[];
  /** Nothing is built from now on, and what is being built is given up and removed. */
  close(): Promise<void>;
};

export function createLocalImages(place: BuildPlace): LocalImages {
  const { client, cluster } = place;
  const sessions = new Set<string>();
  const inTurn = pLimit(1);
  const closing = new AbortController();
  const { signal } = closing;
  const refuseClosed = () => {
    if (signal.aborted) throw new EngineError('unavailable', 'the worker is stopping');
  };
  const buildOne = async (request: ImageRequest, context: Readable) => {
    refuseClosed();
    const sessionId = `bld_${crypto.randomUUID()}`;
    sessions.add(sessionId);
    try {
      await buildImage(place, { sessionId, request, context, signal });
    } catch (error) {
      refuseClosed();
      throw error;
    } finally {
      // Where this fails, whoever compares what there is with what there should be finds it, and removes it.
      await cluster.removeSession(sessionId).finally(() => sessions.delete(sessionId));
    }
  };
  return {
    builderSessions: () => [...sessions],
    ensure: async (asked, context) => {
      const parsed = imageRequestSchema.safeParse(asked);
      if (!parsed.success) throw new EngineError('invalid', `bad image request: ${parsed.error.issues[0]?.message}`);
      const request = parsed.data;
      // What is there needs no turn.
      if (await isThere(client, request)) return;
      await inTurn(async () => {
        if (await isThere(client, request)) return;
        // Whoever asked may have gone while others had their turn.
        if (context.destroyed) throw new EngineError('unavailable', 'nobody asks for this image any more');
        await buildOne(request, context);
      });
    },
    prune: (keep) => prune(client, new Set(keep)),
    close: async () => {
      closing.abort();
      // Ends whatever a build waits for.
      await Promise.all([...sessions].map((sessionId) => cluster.removeSession(sessionId)));
      // After whatever is still on its way.
      await inTurn(() => undefined);
    },
  };
}

async function isThere(client: Docker, { ref, base }: ImageRequest): Promise<boolean> {
  const found = await dockerIfFound('look for the image', client.getImage(ref).inspect());
  if (!found) return false;
  const below = (await dockerIfFound(`look for ${base}`, client.getImage(base).inspect()))?.RootFS.Layers ?? [];
  return below.length > 0 && below.every((layer, at) => found.RootFS.Layers?.[at] === layer);
}

async function prune(client: Docker, keep: ReadonlySet<string>): Promise<void> {
  const filters = { label: [`${labels.built}=1`] };
  const built = await docker('list images', client.listImages({ filters }));
  for (const image of built) {
    const names = namesOf(image);
    // One that lost its name to a newer one goes by its id.
    const unwanted = names.length === 0 ? [image.Id] : names.filter((name) => !keep.has(name));
    for (const name of unwanted) await removeUnused(client, name);
  }
}

async function removeUnused(client: Docker, name: string): Promise<void> {
  try {
    await dockerIfFound('remove an image', client.getImage(name).remove());
  } catch (error) {
    // 409: an instance is made of it.
    if (!(error instanceof EngineError && error.code === 'conflict')) throw error;
  }
}

function namesOf({ RepoTags }: ImageInfo): string[] {
  return (RepoTags ?? []).filter((name) => name !== '<none>:<none>');
}
