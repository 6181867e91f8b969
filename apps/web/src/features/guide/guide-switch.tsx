'use client';
// On a narrow page: the guide or the terminals. Both stay as they are while the other is seen.
import { BookOpen, SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

type GuideSwitchProps = { isGuide: boolean; onSwitch: (isGuide: boolean) => void };

export function GuideSwitch({ isGuide, onSwitch }: GuideSwitchProps) {
  const t = useTranslations('guide');
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons that belong together, no fields
    <div role="group" aria-label={t('switch')} className="flex shrink-0 gap-1 border-line border-b bg-paper p-1.5">
      <Side isOn={isGuide} onClick={() => onSwitch(true)}>
        <BookOpen size={15} aria-hidden /> {t('label')}
      </Side>
      <Side isOn={!isGuide} onClick={() => onSwitch(false)}>
        <SquareTerminal size={15} aria-hidden /> {t('terminals')}
      </Side>
    </div>
  );
}

function Side({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className="flex h-9 flex-1 items-center justify-center gap-2 rounded-md font-medium text-muted text-sm aria-pressed:bg-line/60 aria-pressed:text-ink"
    >
      {children}
    </button>
  );
}
