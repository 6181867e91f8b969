// A lab from the files of its folder: everything that is read and judged, and nothing that touches a disk.

import { z } from 'zod';
import { clearest } from './clearest-issue.ts';
import { dockerfileBase, isSameImage } from './dockerfile-base.ts';
import type { Lab } from './lab.ts';
import { type LabFiles, limits } from './lab-files.ts';
import { type LabManifest, labSchema } from './lab-schema.ts';
import { isError, type LabProblem, problem } from './problem.ts';
import { readSteps } from './read-steps.ts';
import { readYaml } from './read-yaml.ts';

export type BuiltLab = {
  /** Undefined when there is an error among the problems. */
  lab: Lab | undefined;
  /** All of them, warnings too, by file and line. */
  problems: LabProblem[];
};

/**
 * @param files of the lab's folder `slug`
 * @param labs names of all labs beside it, itself included, for links; undefined when nobody knows
 */
export function buildLab(slug: string, files: LabFiles, labs?: ReadonlySet<string>): BuiltLab {
  const problems: LabProblem[] = [];
  const { manifest, salvaged } = readManifest(slug, files, problems);
  if (manifest) checkManifest(slug, manifest, files, problems);
  const source = { slug, files, labs, ...(manifest ? frameOf(manifest) : frameOf(salvaged)) };
  const parts = readSteps(source, problems);
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  if (!manifest || problems.some(isError)) return { lab: undefined, problems };
  return { lab: { ...manifest, slug, languages: source.languages, ...parts }, problems };
}

/** What steps must know of lab.yaml. */
function frameOf({ languages, title, instances, variables }: Salvaged) {
  return {
    languages: languages ?? Object.keys(title),
    instances: instances.map(({ name }) => name),
    variables: new Set(Object.keys(variables)),
  };
}

/** As much of a faulty lab.yaml as lets its steps be read, so that their problems are told, too. */
const salvageSchema = z
  .object({
    title: z.record(z.string(), z.unknown()).catch({ en: '' }),
    languages: z.array(z.string()).optional().catch(undefined),
    instances: z.array(z.object({ name: z.string() })).catch([]),
    variables: z.record(z.string(), z.unknown()).catch({}),
  })
  .catch({ title: { en: '' }, languages: undefined, instances: [], variables: {} });
type Salvaged = z.infer<typeof salvageSchema>;

type ReadManifest = { manifest: LabManifest | undefined; salvaged: Salvaged };

function readManifest(slug: string, files: LabFiles, problems: LabProblem[]): ReadManifest {
  const nothing = { manifest: undefined, salvaged: salvageSchema.parse(undefined) };
  const path = `${slug}/lab.yaml`;
  const file = files.get('lab.yaml');
  if (!file || !('text' in file)) {
    problems.push(problem('manifest-missing', path, 1, 'There is no lab.yaml that can be read.'));
    return nothing;
  }
  if (file.text.length > limits.manifestBytes) {
    problems.push(problem('too-large', path, 1, 'lab.yaml is too large.'));
    return nothing;
  }
  const yaml = readYaml(file.text);
  if (!yaml.ok) {
    problems.push(...yaml.faults.map(({ code, line, message }) => problem(code, path, line, message)));
    return { manifest: undefined, salvaged: salvageSchema.parse(yaml.value) };
  }
  const parsed = labSchema.safeParse(yaml.value);
  if (parsed.success) return { manifest: parsed.data, salvaged: parsed.data };
  for (const issue of parsed.error.issues.map(clearest)) {
    const message = `${issue.path.join('.') || 'lab'}: ${issue.message}`;
    problems.push(problem('manifest-value', path, yaml.lineOf(issue.path), message));
  }
  return { manifest: undefined, salvaged: salvageSchema.parse(yaml.value) };
}

/** What the schema can't see: other fields, and files. */
function checkManifest(slug: string, manifest: LabManifest, files: LabFiles, problems: LabProblem[]): void {
  const path = `${slug}/lab.yaml`;
  const yaml = readYaml(textOf(files, 'lab.yaml'));
  const tell = (
    code: 'file-missing' | 'instance-unknown' | 'translation-missing',
    at: PropertyKey[],
    message: string,
  ) => void problems.push(problem(code, path, yaml.ok ? yaml.lineOf(at) : 1, message));
  const names = new Set(manifest.instances.map(({ name }) => name));
  for (const [language, index] of (manifest.languages ?? []).map((code, at) => [code, at] as const))
    for (const field of ['title', 'summary'] as const)
      if (!(language in manifest[field]))
        tell('translation-missing', ['languages', index], `There is no ${field} in "${language}".`);
  for (const language of Object.keys(manifest.title))
    if (!(language in manifest.summary))
      tell('translation-missing', ['summary'], `There is no summary in "${language}".`);
  manifest.exposures.forEach(({ instance }, index) => {
    if (!names.has(instance))
      tell('instance-unknown', ['exposures', index, 'instance'], `There is no instance "${instance}".`);
  });
  manifest.layout?.terminals.forEach((instance, index) => {
    if (!names.has(instance))
      tell('instance-unknown', ['layout', 'terminals', index], `There is no instance "${instance}".`);
  });
  manifest.instances.forEach((instance, index) => {
    const at = ['instances', index];
    if (instance.setup && !files.has(instance.setup))
      tell('file-missing', [...at, 'setup'], `There is no file ${instance.setup}.`);
    if (instance.build && !files.has(`${instance.build}/Dockerfile`))
      tell('file-missing', [...at, 'build'], `There is no file ${instance.build}/Dockerfile.`);
    else if (instance.build) checkDockerfile(slug, `${instance.build}/Dockerfile`, instance.image, files, problems);
    instance.files.forEach(({ from }, file) => {
      const there = files.has(from) || [...files.keys()].some((name) => name.startsWith(`${from}/`));
      if (!there) tell('file-missing', [...at, 'files', file, 'from'], `There is no file or folder ${from}.`);
    });
  });
}

function checkDockerfile(slug: string, name: string, image: string, files: LabFiles, problems: LabProblem[]): void {
  const file = files.get(name);
  if (!file || !('text' in file)) {
    problems.push(problem('not-text', `${slug}/${name}`, 1, 'This Dockerfile is no text.'));
    return;
  }
  const base = dockerfileBase(file.text);
  if (base.image !== undefined && isSameImage(base.image, image)) return;
  const begins = base.image === undefined ? 'It begins FROM nothing' : `Its last stage begins FROM ${base.image}`;
  problems.push(
    problem('build-base', `${slug}/${name}`, base.line, `${begins}, and the instance’s image is ${image}.`),
  );
}

function textOf(files: LabFiles, path: string): string {
  const file = files.get(path);
  return file && 'text' in file ? file.text : '';
}
