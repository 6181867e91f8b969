'use client';
// A document of the lab in the reader's language, with the reader's own values.
import { fillDocument } from '@marina/labs/fill-document';
import type { labDocumentsSchema } from '@marina/protocol/lab-content';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import type { z } from 'zod';
import { Drawn } from './drawn.tsx';
import { useGuide } from './guide-context.ts';
import { documentFor } from './lab-texts.ts';
import { useFilling } from './use-filling.ts';

export function AuthoredText({ documents }: { documents: z.infer<typeof labDocumentsSchema> }) {
  const { lab } = useGuide();
  const locale = useLocale();
  const filling = useFilling();
  const { language, document } = useMemo(
    () => documentFor(documents, locale, lab.languages),
    [documents, locale, lab.languages],
  );
  const filled = useMemo(() => fillDocument(document, filling), [document, filling]);
  return (
    <div lang={language === locale ? undefined : language} className="guide-text">
      <Drawn blocks={filled} />
    </div>
  );
}
