// What a session's page needs to know of its lab's guide: whether there is one, and what of the two is seen.
import { useCallback, useState } from 'react';
import { setGuideFolded } from '../guide/guide-settings.ts';
import { useLab } from '../guide/use-lab.ts';
import { useNarrow } from '../layout/use-narrow.ts';
import { focusTerminal } from '../terminal/focus-terminal.ts';

export function useWorkspaceGuide(slug: string) {
  const isNarrow = useNarrow();
  const { reading, retry } = useLab(slug === 'playground' ? undefined : slug);
  const [isInFront, setIsInFront] = useState(true);
  const isThere = reading.is !== 'none' && !(reading.is === 'read' && reading.lab.steps.length === 0);
  const wantedLayout = reading.is === 'reading' ? undefined : reading.is === 'read' ? reading.lab.layout : null;

  /** Between the guide and the terminal, for who works with the keyboard. */
  const trade = useCallback(() => {
    if (document.activeElement?.closest('[data-guide]')) {
      setIsInFront(false);
      requestAnimationFrame(focusTerminal);
      return;
    }
    setGuideFolded(false);
    setIsInFront(true);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-guide] h2')?.focus());
  }, []);

  const showTerminals = useCallback(() => setIsInFront(false), []);
  return {
    reading,
    retry,
    isThere,
    wantedLayout,
    isNarrow,
    isInFront: isThere && isNarrow && isInFront,
    setIsInFront,
    trade,
    showTerminals,
  };
}
