// A lab that an importer has made, before it is written to disk.
import type { ImportItem } from './report.ts';

/** Files of somebody's content, by path: text, or only a size where it is none or too large. */
export type SourceFiles = ReadonlyMap<string, { text: string } | { bytes: number }>;

export type ImportedStep = { name: string; title: string; body: string };

export type ImportedLab = {
  slug: string;
  title: string;
  summary: string;
  level: 'beginner' | 'intermediate' | 'advanced';
  durationMinutes: number;
  tags: string[];
  instances: ImportedInstance[];
  exposures: { title: string; instance: string; port: number; path: string }[];
  split: 'tabs' | 'columns' | 'rows' | 'grid' | null;
  steps: ImportedStep[];
  /** The same steps in other languages, where the source has them: title, summary and bodies in the same order. */
  translations: Map<string, { title: string; summary: string; steps: { title: string; body: string }[] }>;
  /** Files of the lab: a text, or the path of a file of the source that is copied. */
  files: Map<string, { text: string } | { copyOf: string }>;
  /** Where it comes from, for the report. */
  source: string;
};

export type ImportedInstance = {
  name: string;
  image: string;
  setup?: string;
  files: { from: string; to: string; mode?: string }[];
};

export function newInstance(name: string): ImportedInstance {
  return { name, image: 'marina/docker', files: [] };
}

export type ImportedGroup = { slug: string; title: string; summary: string; labs: string[] };

export type Imported = { format: ImportFormat; labs: ImportedLab[]; groups: ImportedGroup[]; items: ImportItem[] };

export type ImportFormat = 'killercoda' | 'play-with-docker' | 'educates' | 'iximiuz';

export function textOf(files: SourceFiles, path: string): string | undefined {
  const file = files.get(path);
  return file && 'text' in file
    ? file.text
        .replace(/^\uFEFF/, '')
        .replaceAll('\0', '')
        .replace(/\r\n?/g, '\n')
    : undefined;
}

/** A path in the source: `relative` seen from the folder `from`; undefined when it leaves the source. */
export function resolveIn(from: string, relative: string): string | undefined {
  const parts = from === '' ? [] : from.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** A name for folders and steps: small letters, digits and -. */
export function slugOf(text: string, fallback: string): string {
  const slug = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slug === '' ? fallback : slug;
}

/** The first of name, name-2, name-3… that is free; it is then taken. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  taken.add(free);
  return free;
}

export function minutesOf(text: unknown, fallback: number): number {
  const words = String(text ?? '').toLowerCase();
  const [, first, unit = ''] = /(\d+(?:\.\d+)?)\s*([a-z]*)/.exec(words) ?? [];
  if (first === undefined) return fallback;
  const minutes = unit.startsWith('h') ? Number(first) * 60 : Number(first);
  return Math.min(480, Math.max(5, Math.round(minutes)));
}

export function levelOf(text: unknown): ImportedLab['level'] {
  const word = String(text ?? '').toLowerCase();
  if (/advanced|extreme|hard|expert/.test(word)) return 'advanced';
  return /intermediate|medium/.test(word) ? 'intermediate' : 'beginner';
}
