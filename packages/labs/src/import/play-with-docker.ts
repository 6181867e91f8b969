// Labs of Play with Docker's training site: Jekyll posts in _posts, one lab each.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import { finishBody } from './finish-step.ts';
import { frontMatterOf, segmentsOf } from './foreign-markdown.ts';
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
import { oneLine } from './one-line.ts';
import { copyPictures } from './pictures.ts';
import { prepareJekyll, translateJekyll } from './play-with-docker-markdown.ts';
import { type ImportItem, type Note, noteInto } from './report.ts';

const post = /(?:^|\/)_posts\/\d{4}-\d{2}-\d{2}-([^/]+)\.(?:markdown|md)$/;

export function isPlayWithDocker(files: SourceFiles): boolean {
  return [...files.keys()].some((path) => post.test(path));
}

export function importPlayWithDocker(files: SourceFiles): Imported {
  const items: ImportItem[] = [];
  const slugs = new Set<string>();
  const labs = [...files.keys()].sort().flatMap((path) => {
    const name = post.exec(path)?.[1];
    const text = textOf(files, path);
    if (name === undefined || text === undefined) return [];
    return [importPost({ slug: freeName(slugOf(name, 'lab'), slugs), path, text, files, note: noteInto(items, path) })];
  });
  return { format: 'play-with-docker', labs, groups: [], items };
}

const texts = z.union([z.string().transform((text) => text.split(/[\s,]+/)), z.array(z.coerce.string())]).catch([]);
const frontSchema = z.looseObject({
  layout: z.string().catch('post'),
  title: z.union([z.string(), z.number()]).transform(String).catch(''),
  description: z.string().catch(''),
  terms: z.number().int().min(0).max(6).catch(1),
  tags: texts.optional(),
  categories: texts.optional(),
  category: texts.optional(),
  author: z.unknown().optional(),
  image: z.unknown().optional(),
  img: z.unknown().optional(),
  date: z.unknown().optional(),
});

type Post = { slug: string; path: string; text: string; files: SourceFiles; note: Note };

function importPost({ slug, path, text, files, note }: Post): ImportedLab {
  const { matter, body, firstLine } = frontMatterOf(text);
  const yaml = readYaml(matter);
  if (!yaml.ok) note(1, 'front matter', 'unsupported', 'it is no YAML');
  const front = frontSchema.parse(yaml.ok && typeof yaml.value === 'object' ? (yaml.value ?? {}) : {});
  noteFront(front, note);
  const categories = [...(front.categories ?? []), ...(front.category ?? [])].filter(Boolean);
  const title = oneLine(front.title) || slug;
  const names = Array.from({ length: Math.max(1, front.terms) }, (_, index) => `node${index + 1}`);
  const lab: ImportedLab = {
    slug,
    title,
    summary: oneLine(front.description) || title,
    level: levelOf(categories.join(' ')),
    durationMinutes: 60,
    tags: [...new Set([...(front.tags ?? []), ...categories].filter(Boolean))].slice(0, 20),
    instances: names.map(newInstance),
    exposures: [],
    split: names.length > 1 ? 'columns' : null,
    steps: [],
    translations: new Map(),
    files: new Map(),
    source: path,
  };
  const picture = copyPictures(files, folderOf(path), lab.files);
  const prepared = prepareJekyll(body, firstLine, note);
  const taken = new Set<string>();
  for (const { heading, lines, line } of sectionsOf(prepared, firstLine)) {
    const translated = finishBody(translateJekyll(lines.join('\n'), line, { note, instances: names, picture }));
    if (heading === null && translated.trim() === '') continue;
    const name = freeName(slugOf(oneLine(heading ?? 'introduction'), 'step'), taken);
    lab.steps.push({ name, title: oneLine(heading ?? title) || title, body: translated });
  }
  return lab;
}

function noteFront(front: z.infer<typeof frontSchema>, note: Note): void {
  if (front.layout !== 'post') note(1, `layout ${front.layout}`, 'translated', 'a lab to read');
  if (front.image !== undefined) note(1, 'image', 'unsupported', 'instances are marina/docker');
  if (front.img !== undefined) note(1, 'img', 'unsupported', 'labs have no picture');
  if (front.terms > 1) note(1, 'terms', 'translated', 'several instances');
  if (front.author !== undefined) note(1, 'author', 'unsupported', 'name the authors in lab.yaml');
}

type Part = { heading: string | null; lines: string[]; line: number };

/** A step for each heading of the second level; where there is none, of the first. */
function sectionsOf(text: string, firstLine: number): Part[] {
  const segments = segmentsOf(text, firstLine);
  const prose = segments.flatMap((segment) => (segment.type === 'prose' ? segment.lines : []));
  const level = prose.some((line) => /^## /.test(line)) ? /^##? +(.+?)\s*#*\s*$/ : /^# +(.+?)\s*#*\s*$/;
  const parts: Part[] = [{ heading: null, lines: [], line: firstLine }];
  const starts = new Set(
    segments.flatMap((segment) =>
      segment.type === 'prose'
        ? segment.lines.flatMap((line, index) => (level.test(line) ? [segment.line + index] : []))
        : [],
    ),
  );
  text.split('\n').forEach((line, index) => {
    const number = firstLine + index;
    const heading = starts.has(number) ? level.exec(line)?.[1] : undefined;
    if (heading === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ heading, lines: [''], line: number });
  });
  return parts;
}
