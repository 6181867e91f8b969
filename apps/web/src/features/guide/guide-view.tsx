'use client';
// A lab's steps, one at a time. The same beside a session and where a lab is only read.
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AuthoredText } from './authored-text.tsx';
import { Blocks } from './blocks.tsx';
import { createDiagramPictures, DiagramsProvider } from './diagram-pictures.ts';
import { DrawnProvider } from './drawn.tsx';
import { useGuide } from './guide-context.ts';
import { GuideHeader } from './guide-header.tsx';
import { LabApps } from './lab-apps.tsx';
import { tallyTasks } from './lab-tally.ts';
import { textFor } from './lab-texts.ts';
import { StepButtons } from './step-buttons.tsx';
import { useNextDiagrams } from './use-next-diagrams.ts';
import { useReadingPlace } from './use-reading-place.ts';
import { useStep } from './use-step.ts';

type GuideViewProps = {
  /** At the end of the header. */
  tools?: ReactNode;
  /** Above the step, and scrolled away with it. */
  before?: ReactNode;
};

export function GuideView({ tools, before }: GuideViewProps) {
  const t = useTranslations('guide');
  const locale = useLocale();
  const { lab, progress, session } = useGuide();
  const { step, index, goTo } = useStep();
  const scroller = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [pictures] = useState(createDiagramPictures);
  useNextDiagrams(pictures, index);
  const keepPlace = useReadingPlace({ scroller, name: `${lab.slug}.${step?.slug}`, locale });

  // Who goes to another step reads it from its title on; who has just come is elsewhere.
  const shown = useRef(step?.slug);
  useEffect(() => {
    if (shown.current !== step?.slug) {
      title.current?.focus({ preventScroll: true });
      if (scroller.current?.scrollTop === 0) title.current?.scrollIntoView({ block: 'start' });
    }
    shown.current = step?.slug;
  }, [step?.slug]);

  if (!step) return null;
  return (
    <section data-guide aria-label={t('label')} className="flex size-full flex-col bg-paper">
      <GuideHeader index={index} goTo={goTo} tools={tools} />
      {/* What is announced when a task turns green. */}
      <p role="status" className="sr-only">
        {t('tally', tallyTasks(lab, progress, session?.checks))}
      </p>
      {/* Positioned: what is only heard is absolute, and would lengthen the page behind instead. */}
      <div ref={scroller} onScroll={keepPlace} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {before}
        <LabApps />
        <article key={step.slug} className="mx-auto max-w-[46rem] px-5 pt-6 pb-10 sm:px-7">
          <h2
            ref={title}
            tabIndex={-1}
            className="mb-4 scroll-mt-6 text-balance font-semibold text-[1.6rem] leading-tight tracking-[-0.025em] outline-none"
          >
            {textFor(step.title, locale, lab.languages)}
          </h2>
          <div data-parts>
            <DiagramsProvider value={pictures}>
              <DrawnProvider value={Blocks}>
                <AuthoredText documents={step.documents} />
              </DrawnProvider>
            </DiagramsProvider>
          </div>
          <StepButtons index={index} goTo={goTo} />
        </article>
      </div>
    </section>
  );
}
