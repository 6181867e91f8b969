// Assertions about images.
import { z } from 'zod';
import { compared, counted, type Finding, sized, type Verdict } from './finding.ts';
import { memberFindings } from './members.ts';
import { environmentOf, pairFindings } from './pairs.ts';
import { type Asking, askDockerAll, askDockerList, pathOf } from './requests.ts';
import { around, counting, quote, type Sentence, sentence } from './sentence.ts';
import { fits, hasWildcard, isImage } from './text-match.ts';
import { existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { listOf, pairsSchema, rangeSchema, sizeRangeSchema, textSchema, textsSchema } from './values.ts';

const imageConditions = {
  size: sizeRangeSchema.optional().describe('Such as {atMost: 80MB}: as `docker images` counts, 1 MB is 1000 KB.'),
  layers: rangeSchema.optional().describe('Layers of its file system; empty ones do not count.'),
  from: textSchema.optional().describe('An image of the instance whose layers this one begins with.'),
  entrypoint: textSchema.optional().describe('In one line; * stands for anything.'),
  command: textSchema.optional().describe('In one line; * stands for anything.'),
  workdir: textSchema.optional(),
  user: textSchema.optional(),
  env: pairsSchema.optional().describe('Variables: a value, * for any, null for none.'),
  labels: pairsSchema.optional().describe('Labels: a value, * for any, null for none.'),
  exposes: z
    .array(z.union([z.number().int(), textSchema]))
    .optional()
    .describe('Ports, such as 80 or 53/udp.'),
  volumes: textsSchema.optional().describe('Paths that are volumes by default.'),
  tags: textsSchema.optional().describe('Other names of the same image.'),
  architecture: textSchema.optional().describe('Such as amd64.'),
};

export const imageAssertionSchema = z.strictObject({
  image: textSchema.describe('Its name; without a tag, latest. * stands for anything.'),
  ...thingKeys,
  ...negatable(imageConditions),
});
type ImageAssertion = z.infer<typeof imageAssertionSchema>;
type Conditions = z.infer<z.ZodObject<typeof imageConditions>>;

const text = z.string().catch('');
const texts = z.array(z.string()).nullish().catch(null);
const keys = z.record(z.string(), z.unknown()).nullish().catch(null);
const listSchema = z.array(z.object({ RepoTags: texts }));
const imageSchema = z.object({
  Id: text,
  RepoTags: texts,
  Size: z.number().catch(0),
  Architecture: text,
  // The containerd image store of Docker 29 leaves empty fields out.
  Config: z
    .object({
      Cmd: texts,
      Entrypoint: texts,
      Env: texts,
      Labels: z.record(z.string(), z.string()).nullish().catch(null),
      User: text,
      WorkingDir: text,
      ExposedPorts: keys,
      Volumes: keys,
    })
    .nullish()
    .catch(null),
  RootFS: z.object({ Layers: texts }).nullish().catch(null),
});
type ImageAnswer = z.infer<typeof imageSchema>;

const noun: Noun = {
  one: sentence('image', 'image'),
  many: sentence('images', 'images'),
  some: sentence('an image', 'une image'),
  none: sentence('no image', 'pas d’image'),
};

export function* evaluateImage(assertion: ImageAssertion, instance: string): Asking<Verdict> {
  let names = [assertion.image];
  if (hasWildcard(assertion.image)) {
    const list = yield* askDockerList(instance, '/images/json', listSchema);
    const all = list.flatMap(({ RepoTags }) => RepoTags ?? []);
    names = all.filter((name) => isImage(name, assertion.image)).slice(0, 32);
  }
  const replies = yield* askDockerAll(instance, names.map(imagePath), imageSchema);
  const bases = yield* baseLayers(instance, [assertion.from, assertion.not?.from]);
  const candidates = replies.flatMap((reply, index) =>
    reply.type === 'found'
      ? [
          {
            name: names[index] ?? '',
            state: existing,
            findings: imageFindings(reply.body, assertion, bases),
            unwanted: imageFindings(reply.body, assertion.not ?? {}, bases),
          },
        ]
      : [],
  );
  return judge(noun, { pattern: assertion.image, exists: assertion.exists, count: assertion.count }, candidates);
}

function imagePath(name: string): string {
  return `/images/${pathOf(name)}/json`;
}

function* baseLayers(instance: string, names: readonly (string | undefined)[]): Asking<Map<string, string[]>> {
  const wanted = [...new Set(names)].filter((name) => name !== undefined);
  const replies = yield* askDockerAll(instance, wanted.map(imagePath), imageSchema);
  return new Map(
    replies.flatMap((reply, index) =>
      reply.type === 'found' ? [[wanted[index] ?? '', reply.body.RootFS?.Layers ?? []] as const] : [],
    ),
  );
}

function imageFindings(image: ImageAnswer, wanted: Conditions, bases: Map<string, string[]>): Finding[] {
  const findings: Finding[] = [];
  const layers = image.RootFS?.Layers ?? [];
  if (wanted.size !== undefined)
    findings.push(sized((size) => sentence(`it is ${size} large`, `elle pèse ${size}`), image.Size, wanted.size));
  if (wanted.layers !== undefined) findings.push(counted(layersSentence, layers.length, wanted.layers));
  if (wanted.from !== undefined) findings.push(fromFinding(layers, wanted.from, bases.get(wanted.from)));
  return [...findings, ...configFindings(image, wanted)];
}

function fromFinding(layers: readonly string[], name: string, base: readonly string[] | undefined): Finding {
  const holds = base !== undefined && base.length > 0 && base.every((layer, index) => layers[index] === layer);
  return {
    holds,
    difference:
      base === undefined
        ? sentence(
            `there is no image ${quote(name)} to compare it with`,
            `il n’y a pas d’image ${quote(name)} à laquelle la comparer`,
          )
        : sentence(`it is not built on ${quote(name)}`, `elle n’est pas construite sur ${quote(name)}`),
    fact: sentence(`it is built on ${quote(name)}`, `elle est construite sur ${quote(name)}`),
  };
}

function configFindings({ Config, RepoTags, Architecture }: ImageAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  const lines = [
    ['entrypoint', 'its entrypoint', 'son point d’entrée', Config?.Entrypoint?.join(' ') ?? ''],
    ['command', 'its command', 'sa commande', Config?.Cmd?.join(' ') ?? ''],
    ['workdir', 'its working directory', 'son répertoire de travail', Config?.WorkingDir ?? ''],
    ['user', 'its user', 'son utilisateur', Config?.User ?? ''],
    ['architecture', 'its architecture', 'son architecture', Architecture],
  ] as const;
  for (const [key, en, fr, seen] of lines) {
    const value = wanted[key];
    if (value !== undefined) findings.push(compared(sentence(en, fr), seen, value, fits(seen, value)));
  }
  const variables = environmentOf(Config?.Env ?? []);
  findings.push(...pairFindings(sentence('the variable', 'la variable'), variables, wanted.env));
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), Config?.Labels ?? {}, wanted.labels));
  const exposed = {
    has: sentence('it exposes', 'elle expose'),
    nothing: sentence('it exposes no port', 'elle n’expose aucun port'),
  };
  const ports = (wanted.exposes ?? []).map((port) => (String(port).includes('/') ? String(port) : `${port}/tcp`));
  findings.push(...memberFindings(exposed, Object.keys(Config?.ExposedPorts ?? {}), ports));
  const volumes = {
    has: sentence('its volumes are', 'ses volumes sont'),
    nothing: sentence('it declares no volume', 'elle ne déclare aucun volume'),
  };
  findings.push(...memberFindings(volumes, Object.keys(Config?.Volumes ?? {}), listOf(wanted.volumes)));
  const tags = {
    has: sentence('its names are', 'ses noms sont'),
    nothing: sentence('it has no name', 'elle n’a aucun nom'),
  };
  findings.push(...memberFindings(tags, RepoTags ?? [], listOf(wanted.tags), isImage));
  return findings;
}

function layersSentence(number: string): Sentence {
  return around(sentence('it has ', 'elle a '), counting(number, ['layer', 'layers'], ['couche', 'couches']));
}
