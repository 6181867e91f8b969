'use client';
// The line between two panes: dragged, or moved with the arrow keys; a double click makes the two equal.
import { cx } from 'class-variance-authority';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent, PointerEvent } from 'react';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import type { Separator } from './layout-geometry.ts';

const step = 0.05;
const percent = (fraction: number) => `${fraction * 100}%`;

type PaneSeparatorProps = { separator: Separator; onMove: (share: number) => void };

export function PaneSeparator({ separator, onMove }: PaneSeparatorProps) {
  const t = useTranslations('layout');
  const { area, direction, share } = separator;
  const isRow = direction === 'row';

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(shareAt(event, separator));
  };
  const press = (event: KeyboardEvent) => {
    const next = shareFor(event.key, separator);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onMove(next);
  };
  const style = isRow
    ? { left: percent(area.left + share * area.width), top: percent(area.top), height: percent(area.height) }
    : { top: percent(area.top + share * area.height), left: percent(area.left), width: percent(area.width) };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is more than an <hr>
    <div
      role="separator"
      tabIndex={0}
      aria-label={t('separator')}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share * 100)}
      aria-valuemin={10}
      aria-valuemax={90}
      style={style}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={focusTerminal}
      onDoubleClick={() => onMove(0.5)}
      onKeyDown={press}
      className={cx(
        'group absolute z-10 flex touch-none items-stretch justify-center outline-none',
        isRow ? '-ml-1 w-2 cursor-col-resize' : '-mt-1 h-2 cursor-row-resize flex-col',
      )}
    >
      <span
        className={cx(
          'bg-line transition-colors group-hover:bg-buoy group-focus-visible:bg-buoy group-active:bg-buoy',
          isRow
            ? 'w-px group-hover:w-1 group-focus-visible:w-1 group-active:w-1'
            : 'h-px group-hover:h-1 group-focus-visible:h-1 group-active:h-1',
        )}
      />
    </div>
  );
}

/** The share of the part before the separator if it went where the pointer is. */
function shareAt(event: PointerEvent<HTMLElement>, { area, direction }: Separator): number {
  const stage = event.currentTarget.offsetParent?.getBoundingClientRect();
  if (!stage) return Number.NaN;
  return direction === 'row'
    ? ((event.clientX - stage.left) / stage.width - area.left) / area.width
    : ((event.clientY - stage.top) / stage.height - area.top) / area.height;
}

function shareFor(key: string, { direction, share }: Separator): number | undefined {
  const [back, forth] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === back) return share - step;
  if (key === forth) return share + step;
  if (key === 'Home') return 0;
  return key === 'End' ? 1 : undefined;
}
