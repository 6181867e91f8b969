// Killercoda and Katacoda: a folder with an index.json for each scenario, grouped by structure.json or a pathway.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import {
  folderOf,
  freeName,
  type Imported,
  type ImportedGroup,
  resolveIn,
  type SourceFiles,
  slugOf,
  textOf,
} from './imported-lab.ts';
import { type ScenarioIndex, scenarioIndexSchema } from './killercoda-index.ts';
import { importScenario } from './killercoda-scenario.ts';
import { type ImportItem, noteInto } from './report.ts';

const indexNames = ['index.json', 'index.yaml', 'index.yml'];

export function isKillercoda(files: SourceFiles): boolean {
  return [...files.keys()].some((path) => isIndex(path) && readIndex(files, path) !== undefined);
}

export function importKillercoda(files: SourceFiles): Imported {
  const items: ImportItem[] = [];
  const labs: Imported['labs'] = [];
  const slugs = new Set<string>();
  const byFolder = new Map<string, string>();
  const translations: Translation[] = [];
  for (const path of [...files.keys()].filter(isIndex).sort()) {
    const index = readIndex(files, path);
    const note = noteInto(items, path);
    if (!index) {
      note(0, 'index', 'unsupported', 'it is no index of a scenario');
      continue;
    }
    const folder = folderOf(path);
    if (/^_[a-z]{2}\//.test(folder)) {
      translations.push({ folder, index, indexPath: path });
      continue;
    }
    const slug = freeName(slugOf(folder.split('/').at(-1) ?? '', 'scenario'), slugs);
    byFolder.set(folder, slug);
    labs.push(importScenario({ slug, folder, index, files, items, indexPath: path }));
  }
  for (const translation of translations) addTranslation(translation, { files, labs, byFolder, items });
  const groups = [...structureGroups(files, byFolder, items), ...pathwayGroups(files, byFolder, items)];
  return { format: 'killercoda', labs, groups, items };
}

type Translation = { folder: string; index: ScenarioIndex; indexPath: string };
type Into = Pick<Imported, 'labs' | 'items'> & { files: SourceFiles; byFolder: Map<string, string> };

/** `_fr/one` is `one` in French. */
function addTranslation({ folder, index, indexPath }: Translation, { files, labs, byFolder, items }: Into): void {
  const language = folder.slice(1, 3);
  const slug = byFolder.get(folder.slice(4));
  const lab = labs.find((one) => one.slug === slug);
  const translated = importScenario({ slug: slug ?? '', folder, index, files, items, indexPath });
  const fits = lab && translated.steps.length === lab.steps.length;
  const note = noteInto(items, indexPath);
  note(
    0,
    `_${language}/`,
    fits ? 'translated' : 'unsupported',
    fits ? 'the lab in that language' : 'its steps are not those of a scenario',
  );
  if (!fits) return;
  const steps = translated.steps.map(({ title, body }) => ({ title, body: withoutChecks(body) }));
  lab.translations.set(language, { title: translated.title, summary: translated.summary, steps });
}

/** Checks stand in the first language only. */
function withoutChecks(body: string): string {
  return body.replace(/^(`{3,})\w+ check[^\n]*\n[\s\S]*?\n\1\n+/gm, '');
}

function isIndex(path: string): boolean {
  return indexNames.includes(path.split('/').at(-1) ?? '');
}

function readIndex(files: SourceFiles, path: string): ScenarioIndex | undefined {
  const parsed = scenarioIndexSchema.safeParse(parse(textOf(files, path) ?? ''));
  return parsed.success && (parsed.data.details || parsed.data.backend || parsed.data.title) ? parsed.data : undefined;
}

/** JSON is YAML, and YAML forgives the comma behind the last item, which real indexes have. */
function parse(text: string): unknown {
  const yaml = readYaml(text.replaceAll('\t', ' '));
  return yaml.ok ? yaml.value : undefined;
}

const structureSchema = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  items: z.array(z.object({ path: z.string(), title: z.string().optional() })),
});

function structureGroups(files: SourceFiles, byFolder: Map<string, string>, items: ImportItem[]): ImportedGroup[] {
  const groups: ImportedGroup[] = [];
  const names = new Set<string>();
  for (const path of [...files.keys()].filter((name) => name.split('/').at(-1) === 'structure.json').sort()) {
    const parsed = structureSchema.safeParse(parse(textOf(files, path) ?? ''));
    const note = noteInto(items, path);
    if (!parsed.success) {
      note(0, 'structure.json', 'unsupported', 'it can’t be read');
      continue;
    }
    const folder = folderOf(path);
    const labs = parsed.data.items.flatMap((item) => {
      const target = resolveIn(folder, item.path);
      const slug = target === undefined ? undefined : byFolder.get(target);
      if (!slug) note(0, 'item of structure.json', 'unsupported', 'there is no such scenario');
      return slug ? [slug] : [];
    });
    note(0, 'structure.json', 'translated', 'a path');
    const title = parsed.data.title ?? folder.split('/').at(-1) ?? 'Labs';
    const slug = freeName(slugOf(title, 'labs'), names);
    if (labs.length > 0) groups.push({ slug, title, summary: parsed.data.description ?? title, labs });
  }
  return groups;
}

const pathwaySchema = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  courses: z.array(z.object({ course_id: z.string(), title: z.string().optional() })),
});

function pathwayGroups(files: SourceFiles, byFolder: Map<string, string>, items: ImportItem[]): ImportedGroup[] {
  return [...files.keys()]
    .filter((path) => path.endsWith('-pathway.json'))
    .flatMap((path) => {
      const parsed = pathwaySchema.safeParse(parse(textOf(files, path) ?? ''));
      if (!parsed.success) return [];
      const note = noteInto(items, path);
      const name = path.split('/').at(-1)?.replace('-pathway.json', '') ?? 'labs';
      const labs = parsed.data.courses.flatMap(({ course_id }) => {
        const inFolder = resolveIn(resolveIn(folderOf(path), name) ?? '', course_id);
        const slug = byFolder.get(inFolder ?? '') ?? byFolder.get(resolveIn(folderOf(path), course_id) ?? '');
        if (!slug) note(0, 'course of a pathway', 'unsupported', 'there is no such scenario');
        return slug ? [slug] : [];
      });
      note(0, 'pathway', 'translated', 'a path');
      const title = parsed.data.title ?? name;
      return labs.length > 0
        ? [{ slug: slugOf(name, 'labs'), title, summary: parsed.data.description ?? title, labs }]
        : [];
    });
}
