'use client';
// Something to do, whose outcome Marina sees by itself.
import type { Block } from '@marina/labs/document';
import { cx } from 'class-variance-authority';
import { CircleCheck, CircleDashed, Radar } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Drawn } from './drawn.tsx';
import { useGuide } from './guide-context.ts';
import { taskFacts } from './task-facts.ts';
import { TaskHelp } from './task-help.tsx';
import { TaskVerdict } from './task-verdict.tsx';
import { type TaskState, useTaskState } from './use-task-state.ts';

const edges: Record<TaskState['is'], string> = {
  open: 'border-line before:bg-line-strong',
  looking: 'border-line before:bg-buoy',
  done: 'border-ok/40 before:bg-ok',
};

export function TaskBlock({ block }: { block: Extract<Block, { type: 'task' }> }) {
  const { id, children } = block;
  const t = useTranslations('guide.task');
  const { lab } = useGuide();
  const facts = useMemo(() => taskFacts(lab, id), [lab, id]);
  const state = useTaskState(id);
  return (
    <section
      aria-label={t('label')}
      data-task={id}
      data-state={state.is}
      className={cx(
        'relative overflow-hidden rounded-md border bg-surface pl-[3px] transition-colors before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:transition-colors',
        edges[state.is],
      )}
    >
      <header className="flex items-center gap-2 border-line border-b px-4 py-2.5 font-semibold text-[14px]">
        <StateMark is={state.is} />
        <span className="flex-1">{t(`states.${state.is}`)}</span>
        <span className="font-normal text-muted text-xs tabular-nums">{t('points', { points: facts.points })}</span>
      </header>
      <div className="px-4 py-3">
        <Drawn blocks={children} />
      </div>
      <TaskVerdict task={id} state={state} />
      <TaskHelp task={id} facts={facts} isDone={state.is === 'done'} />
    </section>
  );
}

function StateMark({ is }: { is: TaskState['is'] }) {
  if (is === 'done') return <CircleCheck size={18} aria-hidden className="animate-enter text-ok" />;
  if (is === 'looking') return <Radar size={18} aria-hidden className="animate-swell text-buoy" />;
  return <CircleDashed size={18} aria-hidden className="text-muted" />;
}
