// A mould becomes an image. Whatever was poured into it, the name and the settings are decided here.
import type { ContainerInspectOptions, ImageInspectInfo } from 'dockerode';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { ImageRequest } from '../images.ts';
import { labels } from '../labels.ts';
import { type Docker, docker } from './docker.ts';

export type Cast = {
  base: Pick<ImageInspectInfo, 'Config'>;
  /** `NAME=value` that instances have in their environment. */
  env: string[];
  request: Pick<ImageRequest, 'ref' | 'limits'>;
};

/** The client's types do not know it. */
const measured: ContainerInspectOptions & { size: boolean } = { size: true };
/** Bytes by which the files differ from the image's, holes included. */
const sizedSchema = z.object({ SizeRw: z.number().default(0) });

/** Ends the mould first: nothing moves in it while dockerd reads it. @throws EngineError `invalid`: it is too large */
export async function castImage(client: Docker, mould: string, { base, env, request }: Cast): Promise<void> {
  const container = client.getContainer(mould);
  await docker('end the mould', container.kill());
  await docker('await the mould’s end', container.wait());
  // A file with holes takes no room on the mould's disk, and all its length in an image.
  const { SizeRw } = sizedSchema.parse(await docker('measure the mould', container.inspect(measured)));
  if (SizeRw > request.limits.diskBytes)
    throw new EngineError('invalid', 'the image is larger than the disk of its builder');
  const [repo, tag] = request.ref.split(':');
  // Docker adds what the mould itself has; its labels would say that the image is an instance of some session.
  const none = Object.fromEntries(Object.values(labels).map((label) => [label, '']));
  const settings = { ...base.Config, Env: env, Labels: { ...none, [labels.built]: '1' } };
  await docker('make the image', container.commit({ _query: { container: mould, repo, tag }, _body: settings }));
}
