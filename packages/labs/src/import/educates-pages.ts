// The pages of an Educates workshop in their order: by Hugo's pathways, by modules.yaml, or by path.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import { type SourceFiles, textOf } from './imported-lab.ts';
import type { Note } from './report.ts';

export function educatesPages(files: SourceFiles, prefix: string, note: Note): string[] {
  const all = [...files.keys()]
    .filter((path) => path.startsWith(`${prefix}workshop/content/`) && path.endsWith('.md'))
    .sort(byPath);
  const named = pathwaySteps(files, prefix, note) ?? classicModules(files, prefix, note);
  if (!named) return all;
  const listed = named.map((name) => pageOf(name, files, prefix));
  for (const path of all) if (!listed.includes(path)) note(0, 'page', 'unsupported', 'it is in no pathway');
  return listed;
}

function pageOf(name: string, files: SourceFiles, prefix: string): string {
  const base = `${prefix}workshop/content/${name}`;
  return [`${base}.md`, `${base}/index.md`, `${base}/_index.md`].find((path) => files.has(path)) ?? `${base}.md`;
}

/** A folder's own page comes before the pages in it. */
function byPath(a: string, b: string): number {
  const key = (path: string) => path.replace(/\/_?index\.md$/, '/\u0001').replace(/\.md$/, '');
  return key(a) < key(b) ? -1 : 1;
}

const hugoSchema = z.looseObject({
  pathways: z.looseObject({
    default: z.string().optional(),
    paths: z.record(z.string(), z.looseObject({ steps: z.array(z.string()) })),
  }),
});

function pathwaySteps(files: SourceFiles, prefix: string, note: Note): string[] | undefined {
  const yaml = readYaml(textOf(files, `${prefix}workshop/config.yaml`) ?? '');
  const parsed = hugoSchema.safeParse(yaml.ok ? yaml.value : undefined);
  if (!parsed.success) return undefined;
  const { paths, default: chosen } = parsed.data.pathways;
  const names = Object.keys(paths);
  note(
    0,
    'pathways',
    names.length > 1 ? 'unsupported' : 'translated',
    names.length > 1 ? 'only the first one is taken' : '',
  );
  return paths[chosen ?? names[0] ?? '']?.steps;
}

const classicSchema = z.looseObject({ modules: z.looseObject({ activate: z.array(z.string()) }) });

function classicModules(files: SourceFiles, prefix: string, note: Note): string[] | undefined {
  const yaml = readYaml(textOf(files, `${prefix}workshop/workshop.yaml`) ?? '');
  const parsed = classicSchema.safeParse(yaml.ok ? yaml.value : undefined);
  if (!parsed.success) return undefined;
  note(0, 'modules', 'translated');
  return parsed.data.modules.activate;
}
