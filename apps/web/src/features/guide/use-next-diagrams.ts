// Draws the next step's diagrams while nothing else is to be done, so that the step is there at once.
import { fillDocument } from '@marina/labs/fill-document';
import { useLocale } from 'next-intl';
import { useEffect } from 'react';
import { isDarkTheme } from '../browser/dark-theme.ts';
import { onIdle } from '../browser/on-idle.ts';
import type { DiagramPictures } from './diagram-pictures.ts';
import { findNodes } from './find-nodes.ts';
import { useGuide } from './guide-context.ts';
import { documentFor } from './lab-texts.ts';
import { useFilling } from './use-filling.ts';

const withinMs = 2000;

export function useNextDiagrams(pictures: DiagramPictures, index: number): void {
  const { lab } = useGuide();
  const locale = useLocale();
  const filling = useFilling();

  useEffect(() => {
    const next = lab.steps[index + 1];
    if (!next) return;
    return onIdle(() => {
      const { document } = documentFor(next.documents, locale, lab.languages);
      for (const node of findNodes(fillDocument(document, filling), 'diagram'))
        if ('text' in node && typeof node.text === 'string') void pictures.draw(node.text, isDarkTheme());
    }, withinMs);
  }, [pictures, lab, index, locale, filling]);
}
