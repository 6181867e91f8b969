'use client';
// The guide's place on a session's page: a column that can be resized and folded away, or all of a narrow page.
import { cx } from 'class-variance-authority';
import { BookOpen, PanelLeftClose } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import type { GuideSession } from './guide-context.ts';
import { GuideLoading } from './guide-loading.tsx';
import { GuideSeparator } from './guide-separator.tsx';
import { setGuideFolded, useGuideSettings } from './guide-settings.ts';
import { SessionGuide } from './session-guide.tsx';
import type { LabReading } from './use-lab.ts';

type GuideSideProps = {
  reading: LabReading;
  onRetry: () => void;
  session: GuideSession;
  isNarrow: boolean;
  /** Whether it, and not the terminals, is seen on a narrow page. */
  isInFront: boolean;
};

export function GuideSide({ reading, onRetry, session, isNarrow, isInFront }: GuideSideProps) {
  const t = useTranslations('guide');
  const { share, isFolded } = useGuideSettings();
  const isAway = isNarrow ? !isInFront : isFolded;
  const fold = (
    <Button look="quiet" size="icon" aria-label={t('fold')} title={t('fold')} onClick={() => setGuideFolded(true)}>
      <PanelLeftClose size={16} aria-hidden />
    </Button>
  );
  return (
    <>
      {!isNarrow && isFolded && <FoldedGuide />}
      <div
        inert={isAway}
        style={isNarrow ? undefined : { width: `${share * 100}%` }}
        className={cx(
          isNarrow ? 'absolute inset-0' : 'relative min-w-72 shrink-0',
          isAway && (isNarrow ? 'invisible' : 'hidden'),
        )}
      >
        {reading.is === 'read' && <SessionGuide lab={reading.lab} session={session} tools={!isNarrow && fold} />}
        {reading.is === 'reading' && <GuideLoading />}
        {reading.is === 'failed' && <Failed failure={reading.failure} onRetry={onRetry} />}
        {!isNarrow && <GuideSeparator share={share} />}
      </div>
    </>
  );
}

function FoldedGuide() {
  const t = useTranslations('guide');
  return (
    <button
      type="button"
      onClick={() => setGuideFolded(false)}
      className="flex w-10 shrink-0 flex-col items-center gap-3 border-line border-r bg-paper pt-3 font-medium text-[13px] text-muted outline-offset-[-2px] hover:text-ink"
    >
      <BookOpen size={16} aria-hidden />
      <span className="[writing-mode:vertical-rl]">{t('unfold')}</span>
    </button>
  );
}

type FailedProps = { failure: Extract<LabReading, { is: 'failed' }>['failure']; onRetry: () => void };

function Failed({ failure, onRetry }: FailedProps) {
  const t = useTranslations('guide');
  const errors = useTranslations('errors');
  return (
    <StatePanel title={t('unread')} action={<Button onClick={onRetry}>{t('retry')}</Button>}>
      <p>{errors(failure)}</p>
    </StatePanel>
  );
}
