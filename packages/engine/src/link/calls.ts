// The calls that are one question and one answer: method name → schemas of both. Either end checks what it gets.
import { z } from 'zod';
import { instanceSpecSchema, instanceStatusSchema, networkOptionsSchema, ownedObjectSchema } from '../cluster.ts';
import type { Engine } from '../engine.ts';
import {
  dockerAnswerSchema,
  dockerQuestionSchema,
  execRequestSchema,
  execResultSchema,
  instanceStatsSchema,
} from '../instances.ts';

const byInstance = z.object({ instanceId: z.string() });
const bySession = z.object({ sessionId: z.string() });
const nothing = z.null();

export const calls = {
  ensureNetwork: call(
    'ensure-network',
    bySession.extend({ options: networkOptionsSchema }),
    nothing,
    ({ cluster }, { sessionId, options }) => done(cluster.ensureNetwork(sessionId, options)),
  ),
  ensureInstance: call(
    'ensure-instance',
    z.object({ spec: instanceSpecSchema }),
    instanceStatusSchema,
    ({ cluster }, { spec }) => cluster.ensureInstance(spec),
  ),
  removeInstance: call('remove-instance', byInstance, nothing, ({ cluster }, { instanceId }) =>
    done(cluster.removeInstance(instanceId)),
  ),
  removeSession: call('remove-session', bySession, nothing, ({ cluster }, { sessionId }) =>
    done(cluster.removeSession(sessionId)),
  ),
  inventory: call('inventory', z.object({}), z.array(ownedObjectSchema), ({ cluster }) => cluster.inventory()),
  exec: call(
    'exec',
    byInstance.extend({ request: execRequestSchema }),
    execResultSchema,
    ({ instances }, { instanceId, request }) => instances.exec(instanceId, request),
  ),
  dockerGet: call(
    'docker-get',
    byInstance.extend({ question: dockerQuestionSchema }),
    dockerAnswerSchema,
    ({ instances }, { instanceId, question }) => instances.dockerGet(instanceId, question),
  ),
  pruneImages: call('prune-images', z.object({ keep: z.array(z.string()) }), nothing, ({ images }, { keep }) =>
    done(images.prune(keep)),
  ),
  stats: call('stats', byInstance, instanceStatsSchema, ({ instances }, { instanceId }) => instances.stats(instanceId)),
};

/** The call of that name; undefined for a name that the engine doesn't know. */
export function findCall(name: string): Pick<Call<unknown, unknown>, 'run'> | undefined {
  return Object.values(calls).find((candidate) => candidate.name === name);
}

export type Call<Input, Result> = {
  name: string;
  result: z.ZodType<Result>;
  /** Checks the parameters, then asks the engine. */
  run: (engine: Engine, params: unknown) => Promise<Result>;
  /** Exists for the type of the parameters alone. */
  input?: Input;
};

function call<Params, Input, Result>(
  name: string,
  params: z.ZodType<Params, Input>,
  result: z.ZodType<Result>,
  ask: (engine: Engine, params: Params) => Promise<Result>,
): Call<Input, Result> {
  return { name, result, run: (engine, raw) => ask(engine, params.parse(raw)) };
}

async function done(work: Promise<void>): Promise<null> {
  await work;
  return null;
}
