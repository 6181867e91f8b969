'use client';
// The line between guide and terminals: dragged, or moved with the arrow keys.
import { useTranslations } from 'next-intl';
import type { KeyboardEvent, PointerEvent } from 'react';
import { setGuideShare } from './guide-settings.ts';

const step = 0.05;
const steps: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step, Home: -1, End: 1 };

export function GuideSeparator({ share }: { share: number }) {
  const t = useTranslations('guide');
  const drag = (event: PointerEvent<HTMLElement>) => {
    const whole = event.currentTarget.closest('main')?.getBoundingClientRect();
    if (!whole || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setGuideShare((event.clientX - whole.left) / whole.width);
  };
  const press = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setGuideShare(share + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is more than an <hr>
    <div
      role="separator"
      tabIndex={0}
      aria-label={t('width')}
      aria-orientation="vertical"
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={20}
      aria-valuemax={70}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
      className="group absolute inset-y-0 -right-1 z-10 flex w-2 cursor-col-resize touch-none justify-center outline-none"
    >
      <span className="w-px bg-line transition-colors group-hover:w-1 group-hover:bg-buoy group-focus-visible:w-1 group-focus-visible:bg-buoy group-active:w-1 group-active:bg-buoy" />
    </div>
  );
}
