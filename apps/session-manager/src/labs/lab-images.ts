// Which image each instance of a lab starts from, and the builds of those that labs bring along. Workers keep images;
// here is only known what was asked of each worker since it joined.
import { EngineError, toEngineError } from '@marina/engine/errors';
import { packFiles } from '@marina/engine/pack-files';
import type { Lab } from '@marina/labs/lab';
import pLimit from 'p-limit';
import type { Limits } from '../env.ts';
import { type Log, messageOf } from '../log.ts';
import type { Worker } from '../workers/worker.ts';
import { type ImagePlan, planImage } from './image-plan.ts';
import type { LabShelf } from './lab-shelf.ts';

export type ImageState =
  | { state: 'ready'; image: string }
  /** Whoever asked is called once that is over. */
  | { state: 'building' }
  | { state: 'failed'; error: EngineError };

export type LabImagesDeps = { labs: LabShelf; limits: Pick<Limits, 'instance'>; log: Log };

type LabInstance = Lab['instances'][number];
type Build = {
  outcome: 'building' | 'ready' | { error: EngineError; at: number };
  done: Promise<void>;
};

/** A Dockerfile that has just failed would only fail again. */
const restAfterFailureMs = 60_000;

export class LabImages {
  readonly #deps: LabImagesDeps;
  readonly #builds = new WeakMap<Worker, Map<string, Build>>();
  /** Labs are read anew as new objects. */
  readonly #plans = new WeakMap<LabInstance, Promise<ImagePlan>>();
  /** A round that keeps images must know all that the round before has built. */
  readonly #inTurn = pLimit(1);

  constructor(deps: LabImagesDeps) {
    this.#deps = deps;
  }

  /** What an instance of this name and kind in a session of the lab starts from; begins to build what is missing. */
  async imageOf(
    worker: Worker,
    slug: string,
    { name, image }: { name: string; image: string },
    again: () => void,
  ): Promise<ImageState> {
    const lab = this.#deps.labs.find(slug);
    const asked = lab?.instances.find((instance) => instance.name === name && instance.image === image);
    if (!lab || asked?.build === undefined) return { state: 'ready', image };
    const plan = await this.#planOf(lab, asked);
    const { outcome, done } = this.#build(worker, lab, asked, plan);
    if (outcome === 'ready') return { state: 'ready', image: plan.ref };
    if (outcome === 'building') {
      void done.then(again);
      return { state: 'building' };
    }
    // What may work the next time is tried again the next time.
    if (outcome.error.retryable) this.#buildsOf(worker).delete(plan.ref);
    return { state: 'failed', error: outcome.error };
  }

  /** Makes the worker have the images of all labs, so that no student waits, and no others that nobody uses. */
  prepare(worker: Worker): Promise<void> {
    return this.#inTurn(async () => {
      for (const lab of this.#deps.labs.list())
        for (const asked of lab.instances)
          if (asked.build !== undefined) await this.#build(worker, lab, asked, await this.#planOf(lab, asked)).done;
      const wanted = await this.#wanted();
      const builds = this.#buildsOf(worker);
      for (const [ref, { outcome }] of builds) if (outcome === 'ready' && !wanted.has(ref)) builds.delete(ref);
      await worker.engine.images.prune([...wanted]);
    });
  }

  async #wanted(): Promise<Set<string>> {
    const asked = this.#deps.labs.list().flatMap((lab) => lab.instances.map((instance) => ({ lab, instance })));
    const plans = asked.flatMap(({ lab, instance }) => (instance.build ? [this.#planOf(lab, instance)] : []));
    return new Set((await Promise.all(plans)).map(({ ref }) => ref));
  }

  #planOf(lab: Lab, asked: LabInstance): Promise<ImagePlan> {
    const { name, image, build = '' } = asked;
    const plan = this.#plans.get(asked) ?? planImage(lab, { name, image, build }, this.#deps.labs.folderOf(lab));
    this.#plans.set(asked, plan);
    return plan;
  }

  #buildsOf(worker: Worker): Map<string, Build> {
    const builds = this.#builds.get(worker) ?? new Map<string, Build>();
    this.#builds.set(worker, builds);
    return builds;
  }

  /** The build that is there, or a new one; its `done` never rejects. */
  #build(worker: Worker, lab: Lab, { name }: LabInstance, plan: ImagePlan): Build {
    const builds = this.#buildsOf(worker);
    const known = builds.get(plan.ref);
    const hasRested = known && typeof known.outcome === 'object' && Date.now() - known.outcome.at > restAfterFailureMs;
    if (known && !hasRested) return known;
    const build: Build = { outcome: 'building', done: Promise.resolve() };
    build.done = this.#ensure(worker, lab, plan).then(
      () => {
        build.outcome = 'ready';
      },
      (reason: unknown) => {
        const error = new EngineError(
          toEngineError(reason).code,
          `${lab.slug}: the image of ${name} could not be built: ${messageOf(reason)}`,
          { cause: reason },
        );
        if (error.code !== 'unavailable')
          this.#deps.log('an image of a lab could not be built', { lab: lab.slug, error: error.message });
        build.outcome = { error, at: Date.now() };
      },
    );
    builds.set(plan.ref, build);
    return build;
  }

  async #ensure(worker: Worker, { slug, egress }: Lab, { ref, base, files }: ImagePlan): Promise<void> {
    const { limits, log } = this.#deps;
    const startedAt = Date.now();
    await worker.engine.images.ensure({ ref, base, egress, limits: limits.instance }, packFiles(files));
    log('an image of a lab is ready', { lab: slug, image: ref, seconds: Math.round((Date.now() - startedAt) / 1000) });
  }
}
