// Holds the labs that ship, and what docs/courses.md says of them, to what the course promises.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';

const root = path.join(import.meta.dirname, '../../..');
const directory = path.join(root, 'labs');
const { labs, paths, problems } = await loadCatalogue(directory);
const withSteps = labs.filter(({ steps }) => steps.length > 0);

it('no lab has a problem, a missing translation included', () => {
  expect(problems).toEqual([]);
  expect(withSteps.length).toBeGreaterThanOrEqual(25);
});

it('every lab stands in one path', () => {
  const places = paths.flatMap((own) => own.labs);
  expect(places.toSorted()).toEqual(withSteps.map(({ slug }) => slug).toSorted());
});

it.each(withSteps.map((lab) => [lab.slug, lab] as const))('%s: both languages, and help with every task', (_, lab) => {
  expect(lab.languages).toEqual(['en', 'fr']);
  expect(lab.durationMinutes).toBeGreaterThanOrEqual(10);
  expect(lab.durationMinutes).toBeLessThanOrEqual(40);
  for (const task of lab.tasks) {
    const help = [task.hints.en?.length ?? 0, task.hints.fr?.length ?? 0, task.solutionRuns.en?.length ?? 0];
    expect([task.id, ...help.map((count) => count > 0)]).toEqual([task.id, true, true, true]);
  }
});

describe('a command of the courses', () => {
  const [, table = ''] =
    /## Commands\n([\s\S]*?)\n## /.exec(readFileSync(path.join(root, 'docs/courses.md'), 'utf8')) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | '));

  it('is in the table', () => expect(rows.length).toBeGreaterThan(15));

  it.each(rows)('%s is in the lab that the table names', (commands = '', _course, place = '') => {
    const slugs = inCode(place).filter((name) => labs.some(({ slug }) => slug === name));
    expect(slugs.length).toBeGreaterThan(0);
    const texts = slugs.map(textOf).join('\n');
    for (const command of inCode(commands).filter((text) => /^docker \w/.test(text)))
      expect(texts).toContain(command.split(' ').slice(0, 2).join(' '));
  });
});

function inCode(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function textOf(slug: string): string {
  const names = readdirSync(path.join(directory, slug)).filter((name) => name.endsWith('.md'));
  return names.map((name) => readFileSync(path.join(directory, slug, name), 'utf8')).join('\n');
}
