'use client';
// Which step of how many, a way to each of them, and how far the reader has come.
import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useGuide } from './guide-context.ts';
import { tallyPoints, tallyTasks } from './lab-tally.ts';
import { StepItems } from './step-items.tsx';

type GuideHeaderProps = { index: number; goTo: (step: string) => void; tools: ReactNode };

export function GuideHeader({ index, goTo, tools }: GuideHeaderProps) {
  const t = useTranslations('guide');
  const { lab, progress, session } = useGuide();
  const tasks = tallyTasks(lab, progress, session?.checks);
  const points = tallyPoints(lab, progress, session?.checks);
  const step = t('step', { number: index + 1, count: lab.steps.length });
  const arrow = (to: string | undefined, label: string, icon: ReactNode) => (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      title={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && goTo(to)}
    >
      {icon}
    </Button>
  );
  return (
    <div className="relative flex h-10 shrink-0 items-center gap-0.5 border-line border-b px-2">
      <Menu
        align="start"
        trigger={
          <Button look="quiet" size="small" aria-label={t('steps', { step })} className="text-ink">
            {step}
            <ChevronDown size={14} aria-hidden className="text-muted" />
          </Button>
        }
      >
        <StepItems current={index} goTo={goTo} />
      </Menu>
      {arrow(lab.steps[index - 1]?.slug, t('previous'), <ChevronLeft size={16} aria-hidden />)}
      {arrow(lab.steps[index + 1]?.slug, t('next'), <ChevronRight size={16} aria-hidden />)}
      <span className="ml-auto truncate pr-1.5 pl-2 text-[13px] text-muted tabular-nums" title={t('points', points)}>
        {tasks.total > 0 && t('tally', tasks)}
      </span>
      {tools}
      {tasks.total > 0 && (
        <span aria-hidden className="absolute inset-x-0 -bottom-px h-0.5">
          <span
            className="block h-full bg-ok transition-[width] duration-500 motion-reduce:transition-none"
            style={{ width: `${(tasks.done / tasks.total) * 100}%` }}
          />
        </span>
      )}
    </div>
  );
}
