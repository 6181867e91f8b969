'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';

/** The first click asks whether it is meant. */
export function SolutionQuestion({ hintsLeft, onAsk }: { hintsLeft: number; onAsk: () => void }) {
  const t = useTranslations('guide.task');
  const [isAsked, setIsAsked] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) keep.current?.focus();
  }, [isAsked]);
  if (!isAsked) {
    return (
      <Button look="quiet" size="small" onClick={() => setIsAsked(true)}>
        {t('askSolution')}
      </Button>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with two buttons is no set of fields
    <div
      role="group"
      aria-label={t('sure')}
      className="ml-2.5 w-[calc(100%-0.625rem)] animate-enter rounded-md bg-sunken/70 p-3"
    >
      <p className="mb-2.5 text-muted">{t(hintsLeft > 0 ? 'sureHints' : 'sure')}</p>
      <div className="flex flex-wrap gap-2">
        <Button ref={keep} size="small" onClick={() => setIsAsked(false)}>
          {t('tryOn')}
        </Button>
        <Button look="quiet" size="small" onClick={onAsk}>
          {t('showSolution')}
        </Button>
      </div>
    </div>
  );
}
