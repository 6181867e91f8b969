'use client';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';

type LabProgressMarkProps = {
  done: number;
  total: number;
  /** Whether the visitor has ever been there. */
  isBegun: boolean;
  /** Said when all is done. */
  label: string;
};

export function LabProgressMark({ done, total, isBegun, label }: LabProgressMarkProps) {
  const t = useTranslations('catalogue');
  if (total === 0) return <span />;
  if (done >= total) {
    return (
      <span className="flex items-center gap-2 font-medium text-ok text-sm">
        <CircleCheck size={16} aria-hidden /> {label}
      </span>
    );
  }
  if (!isBegun) return <span className="text-muted text-sm">{t('tasks', { total })}</span>;
  return (
    <span className="text-sm">
      <span className="tabular-nums">{t('tasksDone', { done, total })}</span>
      <span aria-hidden className="mt-1.5 block h-1 w-28 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-ok" style={{ width: `${(done / total) * 100}%` }} />
      </span>
    </span>
  );
}
