'use client';
// Code within a line; where its author says so, a click runs or copies it.
import type { CodeAction, Target } from '@marina/labs/document';
import { Check, Copy, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useGuide } from './guide-context.ts';
import { useCopy } from './use-copy.ts';
import { lacksAddress, targetName, useRunClick } from './use-run-click.ts';

type InlineCodeProps = { text: string; action: CodeAction | null };

export function InlineCode({ text, action }: InlineCodeProps) {
  if (action?.type === 'copy') return <CopyCode text={text} />;
  if (action?.type === 'run') return <RunCode text={text} target={action.target} interrupt={action.interrupt} />;
  return <code>{text}</code>;
}

const buttonClass =
  'inline rounded border border-line-strong/60 bg-surface px-1.5 py-0.5 text-left font-mono text-[0.88em] wrap-anywhere hover:border-buoy disabled:opacity-60 [&_svg]:mr-1 [&_svg]:inline [&_svg]:align-[-1px]';

function RunCode({ text, target, interrupt }: { text: string; target: Target; interrupt: boolean }) {
  const t = useTranslations('guide.run');
  const { lab } = useGuide();
  const run = useRunClick(target, { text, interrupt });
  if (!run) return <code>{text}</code>;
  const { state, click } = run;
  const name = targetName(target);
  const label = t(interrupt ? 'interruptAndRun' : 'run', { target: name });
  const Icon = state === 'typed' ? Check : Play;
  const isFailed = state !== 'ready' && state !== 'running' && state !== 'typed';
  const isFirst = name === lab.instances[0]?.name;
  return (
    <>
      <button
        type="button"
        title={label}
        disabled={lacksAddress(text)}
        data-run={name}
        onClick={(event) => void click(event)}
        className={buttonClass}
      >
        <Icon size={11} aria-hidden className={state === 'typed' ? 'text-ok' : 'fill-buoy text-buoy'} />
        {text}
        <span className={isFirst ? 'sr-only' : 'text-[0.86em] text-muted'}> {name}</span>
      </button>
      <span role="status" className={isFailed ? 'text-danger text-sm' : 'sr-only'}>
        {isFailed ? ` ${t(`failures.${state}`, { instance: target.instance })}` : state === 'typed' && t('typed')}
      </span>
    </>
  );
}

function CopyCode({ text }: { text: string }) {
  const t = useTranslations('guide.copy');
  const { isCopied, copy } = useCopy(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <button type="button" title={t('copy')} onClick={() => void copy()} className={buttonClass}>
      <Icon size={11} aria-hidden className={isCopied ? 'text-ok' : 'text-muted'} />
      {text}
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </button>
  );
}
