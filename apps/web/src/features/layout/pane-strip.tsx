'use client';
// The title of a pane among others. The one that has the keyboard wears the buoy's colour.
import { cx } from 'class-variance-authority';
import { Maximize2, Minimize2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import type { PaneProps } from './pane.tsx';

type PaneStripProps = Pick<PaneProps, 'name' | 'isActive' | 'isZoomed' | 'onFocus' | 'onZoom' | 'onClose'>;

const buttonClass =
  'grid size-7 shrink-0 place-items-center rounded outline-offset-[-2px] hover:bg-line/60 hover:text-ink aria-pressed:text-buoy';

export function PaneStrip({ name, isActive, isZoomed, onFocus, onZoom, onClose }: PaneStripProps) {
  const t = useTranslations('layout');
  /** Whoever used the strip goes on in a terminal. */
  const then = (act: () => void) => () => {
    act();
    requestAnimationFrame(focusTerminal);
  };
  const ZoomIcon = isZoomed ? Minimize2 : Maximize2;
  const zoomLabel = t(isZoomed ? 'unzoom' : 'zoom', { name });
  const closeLabel = t('close', { name });
  return (
    <div
      data-testid="pane-strip"
      className={cx(
        'relative flex h-7 shrink-0 items-center border-line border-b text-xs after:absolute after:inset-x-0 after:top-0 after:h-0.5',
        isActive ? 'bg-surface text-ink after:bg-buoy' : 'bg-sunken text-muted',
      )}
    >
      <button
        type="button"
        aria-current={isActive}
        onClick={then(onFocus)}
        className="h-full min-w-0 flex-1 truncate px-3 text-left font-medium font-mono outline-offset-[-2px]"
      >
        {name}
      </button>
      <button
        type="button"
        aria-label={zoomLabel}
        title={zoomLabel}
        aria-pressed={isZoomed}
        onClick={then(onZoom)}
        className={buttonClass}
      >
        <ZoomIcon size={13} aria-hidden />
      </button>
      <button type="button" aria-label={closeLabel} title={closeLabel} onClick={then(onClose)} className={buttonClass}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
