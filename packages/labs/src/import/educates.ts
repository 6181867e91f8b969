// Educates workshops: resources/workshop.yaml and pages in workshop/content, one lab each.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import { translateEducates } from './educates-markdown.ts';
import { educatesPages } from './educates-pages.ts';
import { finishBody } from './finish-step.ts';
import { frontMatterOf } from './foreign-markdown.ts';
import {
  folderOf,
  freeName,
  type Imported,
  type ImportedLab,
  levelOf,
  minutesOf,
  newInstance,
  type SourceFiles,
  slugOf,
  textOf,
} from './imported-lab.ts';
import { oneLine } from './one-line.ts';
import { copyPictures } from './pictures.ts';
import { type ImportItem, type Note, noteInto } from './report.ts';

const workshopSchema = z.looseObject({
  kind: z.literal('Workshop'),
  metadata: z.looseObject({ name: z.string().catch('workshop') }).catch({ name: 'workshop' }),
  spec: z
    .looseObject({
      title: z.string().catch(''),
      description: z.string().catch(''),
      difficulty: z.string().optional().catch(undefined),
      duration: z.string().optional().catch(undefined),
      tags: z.array(z.string()).optional().catch(undefined),
      session: z
        .looseObject({
          applications: z.record(z.string(), z.unknown()).optional().catch(undefined),
          ingresses: z
            .array(z.looseObject({ name: z.string(), port: z.number().optional() }))
            .optional()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .catch({ title: '', description: '' }),
});
type Workshop = z.infer<typeof workshopSchema>;

export function isEducates(files: SourceFiles): boolean {
  return workshopsOf(files).length > 0;
}

export function importEducates(files: SourceFiles): Imported {
  const items: ImportItem[] = [];
  const slugs = new Set<string>();
  const labs = workshopsOf(files).map(({ path, workshop }) => {
    const root = folderOf(folderOf(path));
    const slug = freeName(slugOf(workshop.metadata.name, 'workshop'), slugs);
    return importWorkshop({ slug, path, root, workshop, files, items });
  });
  return { format: 'educates', labs, groups: [], items };
}

function workshopsOf(files: SourceFiles): { path: string; workshop: Workshop }[] {
  return [...files.keys()]
    .filter((path) => /(^|\/)resources\/workshop\.ya?ml$/.test(path))
    .sort()
    .flatMap((path) => {
      const yaml = readYaml((textOf(files, path) ?? '').split(/^---$/m)[0] ?? '');
      const parsed = workshopSchema.safeParse(yaml.ok ? yaml.value : undefined);
      return parsed.success ? [{ path, workshop: parsed.data }] : [];
    });
}

type Source = {
  slug: string;
  path: string;
  /** The folder that holds resources and workshop. */
  root: string;
  workshop: Workshop;
  files: SourceFiles;
  items: ImportItem[];
};

function importWorkshop(source: Source): ImportedLab {
  const { slug, path, root, workshop, files, items } = source;
  const { spec } = workshop;
  const note = noteInto(items, path);
  const title = oneLine(spec.title) || slug;
  const lab: ImportedLab = {
    slug,
    title,
    summary: oneLine(spec.description) || title,
    level: levelOf(spec.difficulty),
    durationMinutes: minutesOf(spec.duration, 60),
    tags: spec.tags ?? [],
    instances: [newInstance('node1')],
    exposures: (spec.session?.ingresses ?? []).flatMap(({ name, port }) =>
      port === undefined ? [] : [{ title: name, instance: 'node1', port, path: '/' }],
    ),
    split: null,
    steps: [],
    translations: new Map(),
    files: new Map(),
    source: path,
  };
  noteSession(spec, lab, note);
  addSetup(source, lab, note);
  const prefix = root === '' ? '' : `${root}/`;
  const tests = (name: string) => textOf(files, `${prefix}workshop/examiner/tests/${name}`);
  const names = new Set<string>();
  for (const page of educatesPages(files, prefix, note)) addPage(page, { lab, names, tests, files, items });
  return lab;
}

function noteSession({ session }: Workshop['spec'], lab: ImportedLab, note: Note): void {
  for (const [name, settings] of Object.entries(session?.applications ?? {})) {
    const layout = z.looseObject({ layout: z.string() }).safeParse(settings).data?.layout;
    if (name === 'terminal') {
      lab.split = layout?.startsWith('split') ? 'rows' : null;
      note(0, `applications.terminal${layout ? ` ${layout}` : ''}`, 'translated', 'the layout');
    } else if (name === 'docker' || name === 'examiner' || name === 'workshop') note(0, `applications.${name}`, 'kept');
    else note(0, `applications.${name}`, 'unsupported', 'it has no counterpart');
  }
  for (const field of ['namespaces', 'env', 'objects', 'resources'])
    if (session && field in session) note(0, `session.${field}`, 'unsupported', 'there is no Kubernetes');
  if (session?.ingresses) note(0, 'session.ingresses', 'translated', 'exposures');
}

function addSetup({ files, root }: Source, lab: ImportedLab, note: Note): void {
  const prefix = root === '' ? 'workshop/' : `${root}/workshop/`;
  const scripts = [...files.keys()]
    .filter((path) => path.startsWith(`${prefix}setup.d/`) && path.endsWith('.sh'))
    .sort();
  if (files.has(`${prefix}profile`)) note(0, 'workshop/profile', 'unsupported', 'shells have their own');
  const [first] = lab.instances;
  if (scripts.length === 0 || !first) return;
  const bodies = scripts.map((path) => `(\n${(textOf(files, path) ?? '').replace(/^#!.*\n/, '').trim()}\n)`);
  lab.files.set('setup.sh', { text: `#!/bin/bash\n${bodies.join('\n\n')}\n` });
  first.setup = 'setup.sh';
  note(0, 'workshop/setup.d', 'translated', 'the setup of the instance');
}

type Adding = {
  lab: ImportedLab;
  names: Set<string>;
  tests: (name: string) => string | undefined;
  files: SourceFiles;
  items: ImportItem[];
};

function addPage(path: string, { lab, names, tests, files, items }: Adding): void {
  const note = noteInto(items, path);
  const text = textOf(files, path);
  if (text === undefined) {
    note(0, 'page', 'unsupported', 'it is not in the source');
    return;
  }
  const { matter, body, firstLine } = frontMatterOf(text);
  const yaml = readYaml(matter);
  const front = z.looseObject({ title: z.coerce.string() }).safeParse(yaml.ok ? yaml.value : undefined).data;
  const file = (path.split('/').at(-1) ?? '').replace(/\.md$/, '');
  const base = file === 'index' || file === '_index' ? (folderOf(path).split('/').at(-1) ?? file) : file;
  const name = freeName(slugOf(base.replace(/^\d+[-_]?/, ''), 'page'), names);
  const picture = copyPictures(files, folderOf(path), lab.files);
  const lines = translateEducates(body, firstLine, { note, picture, tests, page: name });
  lab.steps.push({
    name,
    title: oneLine(front?.title ?? '') || base.replace(/^\d+[-_]?/, '').replaceAll('-', ' '),
    body: finishBody(lines),
  });
}
