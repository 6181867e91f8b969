// The image interface: images of labs, made from Dockerfiles by a builder that is confined like any instance.
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { egressSchema, limitsSchema } from './cluster.ts';

export interface Images {
  /**
   * Makes the image exist under `request.ref`, as the Dockerfile in `context` makes it of `request.base`. Idempotent by
   * `ref`: what is there stays, unless its base is another one by now. Calls wait for each other, so that one image is
   * built at a time; each may take as long as `buildLimitMs` and some minutes.
   * @param context a tar of a folder with a Dockerfile; not read where nothing is built
   * @throws EngineError `invalid` (what was built is no image of `base`, or nothing was built: the message ends with the
   * builder's last lines), `not-found` (base), `capacity`, `unavailable` (the worker is stopping)
   */
  ensure(request: ImageRequest, context: Readable): Promise<void>;

  /** Removes every image that was made by `ensure`, is not among `keep`, and of which no instance is made. */
  prune(keep: string[]): Promise<void>;
}

/** How long the steps of one Dockerfile may take. */
export const buildLimitMs = 570_000;

export const imageRequestSchema = z.strictObject({
  /** `lab/NAME:HASH`, with a hash of all that the image is made of. */
  ref: z
    .string()
    .max(200)
    .regex(/^lab\/[a-z0-9]+(-[a-z0-9]+)*:[0-9a-f]{16,64}$/),
  /** An image of instances: the one from which the Dockerfile begins. */
  base: z.string().min(1).max(255),
  /** Where the builder may connect to. */
  egress: egressSchema,
  /** What the builder may use; what it makes is no larger than its disk. */
  limits: limitsSchema,
});
export type ImageRequest = z.infer<typeof imageRequestSchema>;
