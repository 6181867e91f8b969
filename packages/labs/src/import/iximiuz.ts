// iximiuz Labs: index.md with front matter for each tutorial or challenge, one lab each.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import { finishBody, ours } from './finish-step.ts';
import { frontMatterOf } from './foreign-markdown.ts';
import {
  folderOf,
  freeName,
  type Imported,
  type ImportedLab,
  levelOf,
  newInstance,
  type SourceFiles,
  slugOf,
  textOf,
} from './imported-lab.ts';
import { type IximiuzFront, iximiuzFrontSchema } from './iximiuz-front.ts';
import { translateIximiuz } from './iximiuz-markdown.ts';
import { iximiuzChecks, iximiuzSetup } from './iximiuz-tasks.ts';
import { oneLine } from './one-line.ts';
import { copyPictures } from './pictures.ts';
import { type ImportItem, type Note, noteInto } from './report.ts';

const labKinds = ['tutorial', 'challenge', 'lesson'];

export function isIximiuz(files: SourceFiles): boolean {
  return [...files.keys()].some((path) => frontOf(files, path) !== undefined);
}

export function importIximiuz(files: SourceFiles): Imported {
  const items: ImportItem[] = [];
  const slugs = new Set<string>();
  const labs = [...files.keys()].sort().flatMap((path) => {
    const front = frontOf(files, path);
    if (!front) return [];
    const note = noteInto(items, path);
    if (!labKinds.includes(front.kind)) {
      note(1, `kind ${front.kind}`, 'unsupported', 'only tutorials, challenges and lessons are labs');
      return [];
    }
    const slug = freeName(slugOf(folderOf(path).split('/').at(-1) ?? '', slugOf(front.title, 'lab')), slugs);
    return [importOne({ slug, path, front, files, items, note })];
  });
  return { format: 'iximiuz', labs, groups: [], items };
}

function frontOf(files: SourceFiles, path: string): IximiuzFront | undefined {
  if (!path.endsWith('.md') || /(^|\/)solution[^/]*\.md$/.test(path)) return undefined;
  const text = textOf(files, path);
  if (!text?.startsWith('---')) return undefined;
  const yaml = readYaml(frontMatterOf(text).matter);
  return iximiuzFrontSchema.safeParse(yaml.ok ? yaml.value : undefined).data;
}

type Source = { slug: string; path: string; front: IximiuzFront; files: SourceFiles; items: ImportItem[]; note: Note };

function importOne({ slug, path, front, files, items, note }: Source): ImportedLab {
  const machines = front.playground?.machines?.map(({ name }) => name) ?? [];
  const names = machinesOf(machines, note);
  const lab: ImportedLab = {
    slug,
    title: oneLine(front.title) || slug,
    summary: oneLine(front.description ?? '').slice(0, 400) || oneLine(front.title) || slug,
    level: levelOf(front.difficulty),
    durationMinutes: 30,
    tags: [...new Set([...(front.categories ?? []), ...(front.tagz ?? [])])].slice(0, 20),
    instances: [...new Set(names.values())].map(newInstance),
    exposures: exposuresOf(front, names, note),
    split: null,
    steps: [],
    translations: new Map(),
    files: new Map(),
    source: path,
  };
  note(1, `playground ${front.playground?.name ?? 'none'}`, 'translated', 'instances with marina/docker');
  if (front.playground?.networks !== undefined)
    note(1, 'playground.networks', 'unsupported', 'instances share one network');
  for (const { startupFiles } of front.playground?.machines ?? [])
    if (startupFiles !== undefined) note(1, 'startupFiles', 'unsupported', 'put them under files in lab.yaml');
  iximiuzSetup(front, names, lab, note);
  const checks = iximiuzChecks(front, names, note);
  const { body, firstLine } = frontMatterOf(textOf(files, path) ?? '');
  const picture = copyPictures(files, folderOf(path), lab.files);
  const lines = translateIximiuz(body, firstLine, { note, picture, checks });
  lab.steps.push({ name: slugOf(front.kind, 'step'), title: lab.title, body: finishBody(lines) });
  addSolutions({ path, files, items, lab });
  return lab;
}

/** Their names of machines to ours; without a list there is one. */
function machinesOf(machines: readonly string[], note: Note): Map<string, string> {
  const names = new Map<string, string>();
  for (const machine of machines.slice(0, 8))
    names.set(
      machine,
      /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(machine) ? machine : slugOf(`m-${machine}`, 'node').slice(0, 32),
    );
  if (machines.length > 8) note(1, 'playground.machines', 'unsupported', 'a lab has at most 8 instances');
  if (names.size === 0) names.set('', 'node1');
  return names;
}

function exposuresOf({ playground }: IximiuzFront, names: Map<string, string>, note: Note): ImportedLab['exposures'] {
  return (playground?.tabs ?? []).flatMap(({ kind, name, number, machine }) => {
    const instance = names.get(machine ?? '') ?? [...names.values()][0] ?? 'node1';
    if (kind === 'http-port' && number !== undefined) {
      note(1, 'tab http-port', 'translated', 'an exposure');
      return [{ title: name ?? `Port ${number}`, instance, port: number, path: '/' }];
    }
    if (kind !== undefined && kind !== 'terminal') note(1, `tab ${kind}`, 'unsupported', 'it has no counterpart');
    return [];
  });
}

const numberSuffix = z.coerce.number().catch(0);

function addSolutions({
  path,
  files,
  items,
  lab,
}: {
  path: string;
  files: SourceFiles;
  items: ImportItem[];
  lab: ImportedLab;
}): void {
  const folder = folderOf(path);
  const solutions = [...files.keys()]
    .filter((name) => folderOf(name) === folder && /(^|\/)solution[^/]*\.md$/.test(name))
    .sort((a, b) => numberSuffix.parse(/\d+/.exec(a)?.[0]) - numberSuffix.parse(/\d+/.exec(b)?.[0]));
  for (const name of solutions) {
    const note = noteInto(items, name);
    const { body, firstLine } = frontMatterOf(textOf(files, name) ?? '');
    const picture = copyPictures(files, folder, lab.files);
    const lines = translateIximiuz(body, firstLine, { note, picture, checks: new Map() });
    note(0, 'solution', 'translated', 'a step of its own, folded');
    const title = solutions.length > 1 ? `Solution ${solutions.indexOf(name) + 1}` : 'Solution';
    const slug = slugOf(title, 'solution');
    lab.steps.push({
      name: slug,
      title,
      body: finishBody([`${ours}:::details Show the solution`, '', ...lines, `${ours}:::`]),
    });
  }
}
