// Builds one image of a lab. Nothing that is built ever reaches the worker's Docker Engine as a name, a setting or an
// archive; three things keep it so.
// 1. The Dockerfile runs in a builder, an instance like any other with a Docker Engine of its own.
// 2. What it adds to the base goes, unread, from the builder to a mould: an instance of the base, in which that
//    instance's own root unpacks it. So there is nothing in it that this root could not have made: no device, no foreign
//    owner, and no more than the mould's disk holds.
// 3. The mould is ended, and then committed under the name and with the settings that are decided here.
import type { Readable } from 'node:stream';
import type { ImageInspectInfo } from 'dockerode';
import { z } from 'zod';
import type { Cluster } from '../cluster.ts';
import { EngineError } from '../errors.ts';
import { buildLimitMs, type ImageRequest } from '../images.ts';
import type { ExecResult, Instances } from '../instances.ts';
import { contextDirectory, scripts, shell, stagingDirectory } from './builder-scripts.ts';
import { castImage } from './cast-image.ts';
import { type Docker, docker } from './docker.ts';
import { readExec } from './exec-output.ts';

export type BuildPlace = { client: Docker; cluster: Cluster; instances: Instances };
/** `signal` gives the build up between two steps; within one, the removal of what it uses does. */
export type Build = { sessionId: string; request: ImageRequest; context: Readable; signal: AbortSignal };

const builderImage = 'marina/docker';
const startTimeoutMs = 90_000;
const stepTimeoutMs = 300_000;
const lastWordsBytes = 2_000;
const mostLayers = 100;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
/** Of the Dockerfile's settings, only its environment is taken: it concerns the instance's own processes alone. */
const builtSchema = z.object({
  layers: z.array(digest),
  env: z
    .array(
      z
        .string()
        .max(4096)
        .regex(/^[A-Za-z_][A-Za-z0-9_]*=/),
    )
    .max(100)
    .nullable(),
});
type Built = { layers: string[]; env: string[] };

/** All that it makes on the way carries the label of `sessionId`; who calls removes it. */
export async function buildImage(place: BuildPlace, { sessionId, request, context, signal }: Build): Promise<void> {
  const { client, cluster } = place;
  const { base: image, egress, limits } = request;
  const base = await docker(`look for ${image}`, client.getImage(image).inspect());
  await cluster.ensureNetwork(sessionId, { egress });
  const [builder, mould] = [`${sessionId}-builder`, `${sessionId}-mould`];
  signal.throwIfAborted();
  await cluster.ensureInstance({ id: builder, sessionId, name: 'builder', image: builderImage, docker: true, limits });
  signal.throwIfAborted();
  await build(place, builder, context);
  const built = await describe(place, builder, base, request);
  signal.throwIfAborted();
  await cluster.ensureInstance({ id: mould, sessionId, name: 'mould', image, docker: false, limits });
  signal.throwIfAborted();
  await pour(place, { builder, mould }, base.RootFS.Layers ?? [], built, request);
  // Its disk makes room for the image.
  await cluster.removeInstance(builder);
  signal.throwIfAborted();
  await castImage(client, mould, { base, env: built.env, request });
}

async function build({ instances }: BuildPlace, builder: string, context: Readable): Promise<void> {
  await run(instances, builder, 'its folder can’t be made', ['mkdir', '-p', contextDirectory]);
  await instances.putFiles(builder, contextDirectory, context);
  await run(instances, builder, 'the builder’s engine does not start', shell(scripts.awaitDocker), startTimeoutMs);
  const command = shell(scripts.build, `${buildLimitMs / 1000}`, `${lastWordsBytes}`);
  const { exitCode, stdout } = await instances.exec(builder, { command, timeoutMs: buildLimitMs + 30_000 });
  if (exitCode !== 0) throw new EngineError('invalid', `the Dockerfile fails:\n${readable(stdout)}`);
}

async function describe(
  { instances }: BuildPlace,
  builder: string,
  { RootFS }: ImageInspectInfo,
  { base }: ImageRequest,
): Promise<Built> {
  const { stdout } = await run(instances, builder, 'it can’t be described', shell(scripts.describe));
  const parsed = builtSchema.safeParse(parseJson(stdout));
  if (!parsed.success) throw new EngineError('invalid', `the image can’t be used: ${parsed.error.issues[0]?.message}`);
  const { layers, env } = parsed.data;
  const below = RootFS.Layers ?? [];
  if (!startsWith(layers, below))
    throw new EngineError('invalid', `the Dockerfile’s last stage does not begin FROM ${base}`);
  if (layers.length > mostLayers) throw new EngineError('invalid', `the image has more than ${mostLayers} layers`);
  return { layers: layers.slice(below.length).map(hexOf), env: env ?? [] };
}

async function pour(
  { client, instances }: BuildPlace,
  { builder, mould }: { builder: string; mould: string },
  below: string[],
  { layers }: Built,
  { limits }: ImageRequest,
): Promise<void> {
  if (layers.length === 0) return;
  const save = shell(scripts.save, ...below.map(hexOf));
  await run(instances, builder, 'what was built can’t be saved', save, stepTimeoutMs);
  await run(instances, mould, 'there is no room', ['mkdir', '-m', '700', stagingDirectory]);
  const command = shell(scripts.send, ...new Set(layers));
  const sent = await readExec(client, builder, { command, mostBytes: limits.diskBytes, timeoutMs: stepTimeoutMs });
  let cutOff: unknown;
  sent.once('error', (error) => {
    cutOff = error;
  });
  // Of a stream that breaks off, tar only says that it ends too early.
  await instances.putFiles(mould, stagingDirectory, sent).catch((error: unknown) => {
    throw cutOff ?? error;
  });
  await run(instances, mould, 'it can’t be put together', shell(scripts.pour, ...layers), stepTimeoutMs);
}

/** @throws EngineError `invalid` with its last words when it does not exit with 0 */
async function run(
  instances: Instances,
  instanceId: string,
  otherwise: string,
  command: string[],
  timeoutMs = 30_000,
): Promise<ExecResult> {
  const result = await instances.exec(instanceId, { command, timeoutMs });
  if (result.exitCode === 0) return result;
  throw new EngineError('invalid', `${otherwise}: ${readable(result.stderr).slice(-lastWordsBytes)}`);
}

/** Without what would act on a terminal that shows it. */
function readable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => (character === '\n' ? character : '')).trim();
}

function startsWith(list: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((item, at) => list[at] === item);
}

function hexOf(layer: string): string {
  return layer.replace('sha256:', '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
