'use client';
// The step that is shown: kept in the page's address for a reload, and with the manager for another day.
import { useCallback, useEffect, useState } from 'react';
import { afterPaint } from '../browser/after-paint.ts';
import { useGuide } from './guide-context.ts';
import { chooseStep } from './step-place.ts';

/** Only for parts of the page that the server does not draw: it does not know the address's #. */
export function useStep() {
  const { lab, progress, actions } = useGuide();
  const { keepStep } = actions;
  const slugs = lab.steps.map(({ slug }) => slug);
  const [step, setStep] = useState(() => chooseStep(slugs, window.location.hash, progress.step) ?? '');
  const index = Math.max(0, slugs.indexOf(step));

  const goTo = useCallback(
    (slug: string) => {
      setStep(slug);
      // The reader need not wait for what only another visit needs.
      afterPaint(() => {
        window.history.replaceState(null, '', `#${slug}`);
        keepStep(slug);
      });
    },
    [keepStep],
  );

  useEffect(() => {
    const follow = () => {
      const slug = window.location.hash.slice(1);
      if (lab.steps.some((other) => other.slug === slug)) setStep(slug);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [lab]);

  return { step: lab.steps[index], index, goTo };
}
