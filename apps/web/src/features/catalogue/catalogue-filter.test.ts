import type { LabSummary } from '@marina/protocol/catalogue';
import { expect, it } from 'vitest';
import { commonTags, matches, noFilter } from './catalogue-filter.ts';

const lab = (slug: string, tags: string[], more: Partial<LabSummary> = {}): LabSummary => ({
  slug,
  title: { en: 'Networks', fr: 'Réseaux' },
  summary: { en: 'Bridges and names', fr: 'Ponts et noms' },
  level: 'beginner',
  durationMinutes: 20,
  tags,
  languages: ['en', 'fr'],
  instances: [],
  egress: 'mirror',
  counts: { steps: 3, tasks: 4, quizzes: 1 },
  points: 5,
  ...more,
});

it.each([
  ['RESEAUX', 'fr', true],
  ['ponts docker', 'fr', true],
  ['ponts swarm', 'fr', false],
  ['réseaux', 'en', false],
  ['  ', 'en', true],
])('%j, asked in %s, finds it: %s', (words, locale, is) => {
  expect(matches(lab('networks', ['docker']), { ...noFilter, words }, locale)).toBe(is);
});

it('level and tag narrow it down', () => {
  const one = lab('networks', ['docker'], { level: 'advanced' });
  expect(matches(one, { ...noFilter, level: 'advanced', tag: 'docker' }, 'en')).toBe(true);
  expect(matches(one, { ...noFilter, level: 'beginner' }, 'en')).toBe(false);
  expect(matches(one, { ...noFilter, tag: 'swarm' }, 'en')).toBe(false);
});

it('offers tags that tell labs apart', () => {
  expect(
    commonTags([lab('a', ['docker', 'swarm']), lab('b', ['docker', 'swarm']), lab('c', ['docker', 'once'])]),
  ).toEqual(['docker', 'swarm']);
});
