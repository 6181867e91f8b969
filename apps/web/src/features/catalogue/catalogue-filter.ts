// Which labs a visitor looks for.
import type { LabSummary } from '@marina/protocol/catalogue';
import { localized } from '../../i18n/locales.ts';

export type CatalogueFilter = { words: string; level: LabSummary['level'] | ''; tag: string };

export const noFilter: CatalogueFilter = { words: '', level: '', tag: '' };

/** Every word must occur in title, summary or tags; accents and capitals do not matter. */
export function matches(lab: LabSummary, { words, level, tag }: CatalogueFilter, locale: string): boolean {
  if (level !== '' && lab.level !== level) return false;
  if (tag !== '' && !lab.tags.includes(tag)) return false;
  const text = plain([localized(lab.title, locale), localized(lab.summary, locale), lab.slug, ...lab.tags].join(' '));
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Tags that more than one lab has, the most used first. */
export function commonTags(labs: readonly LabSummary[]): string[] {
  const counts = new Map<string, number>();
  for (const tag of labs.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([one, ones], [other, others]) => others - ones || one.localeCompare(other))
    .map(([tag]) => tag);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
