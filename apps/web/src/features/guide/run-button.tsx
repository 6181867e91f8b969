'use client';
// Types a block of code into the terminal that it names.
import type { Target } from '@marina/labs/document';
import { Check, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { lacksAddress, targetName, useRunClick } from './use-run-click.ts';

type RunButtonProps = { target: Target; text: string; interrupt: boolean };

export function RunButton({ target, text, interrupt }: RunButtonProps) {
  const t = useTranslations('guide.run');
  const run = useRunClick(target, { text, interrupt });
  if (!run) return null;
  const name = targetName(target);
  const { state, click } = run;
  const label = t(text === '' ? 'interrupt' : interrupt ? 'interruptAndRun' : 'run', { target: name });
  const isWaiting = lacksAddress(text);
  const isFailed = state !== 'ready' && state !== 'running' && state !== 'typed';
  return (
    <>
      <span role="status" className={isFailed ? 'max-w-44 text-danger text-xs leading-snug' : 'sr-only'}>
        {isFailed ? t(`failures.${state}`, { instance: target.instance }) : state === 'typed' && t('typed')}
      </span>
      <Button
        size="small"
        aria-label={label}
        title={isWaiting ? t('noAddress') : label}
        disabled={isWaiting}
        aria-disabled={state === 'running'}
        data-run={name}
        onClick={(event) => void click(event)}
        className="font-mono"
      >
        {state === 'typed' ? (
          <Check size={14} aria-hidden className="text-ok" />
        ) : (
          <Play size={13} aria-hidden className="fill-buoy text-buoy" />
        )}
        {interrupt && <kbd className="rounded border border-line px-1 text-[11px] text-muted">^C</kbd>}
        {name}
      </Button>
    </>
  );
}
