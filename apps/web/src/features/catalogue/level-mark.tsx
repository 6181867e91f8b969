'use client';
import type { LabSummary } from '@marina/protocol/catalogue';
import { cx } from 'class-variance-authority';
import { useTranslations } from 'next-intl';

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
const heights = { beginner: 'h-1.5', intermediate: 'h-2.5', advanced: 'h-3.5' };

/** One, two or three bars, like the depth of the water. */
export function LevelMark({ level }: { level: LabSummary['level'] }) {
  const t = useTranslations('home.labs.levels');
  const depth = levels.indexOf(level);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex items-end gap-0.5">
        {levels.map((name, index) => (
          <span key={name} className={cx('w-1 rounded-full', heights[name], index <= depth ? 'bg-ink' : 'bg-line')} />
        ))}
      </span>
      {t(level)}
    </span>
  );
}
