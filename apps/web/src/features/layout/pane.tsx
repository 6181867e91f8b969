'use client';
// One pane: a terminal where the layout puts it, under a strip with its name while others are in the same view.
import { cx } from 'class-variance-authority';
import { useEffect, useEffectEvent, useRef } from 'react';
import { TerminalPane } from '../terminal/terminal-pane.tsx';
import type { Rect } from './layout-geometry.ts';
import { PaneStrip } from './pane-strip.tsx';

export type PaneProps = {
  session: string;
  terminal: string;
  name: string;
  rect: Rect;
  isVisible: boolean;
  /** It has the keyboard, or gets it as soon as its view is shown. */
  isActive: boolean;
  hasStrip: boolean;
  isZoomed: boolean;
  onFocus: () => void;
  onZoom: () => void;
  onClose: () => void;
  onReplace: () => void;
};

export function Pane(props: PaneProps) {
  const { session, terminal, name, rect, isVisible, isActive, hasStrip, onFocus, onReplace } = props;
  const body = useRef<HTMLDivElement>(null);
  const focused = useEffectEvent(onFocus);
  useEffect(() => {
    // The document's own event: React's would also come from menus and dialogs, which are elsewhere on the page.
    const listener = () => focused();
    const element = body.current;
    element?.addEventListener('focusin', listener);
    return () => element?.removeEventListener('focusin', listener);
  }, []);
  const style = {
    left: `${rect.left * 100}%`,
    top: `${rect.top * 100}%`,
    width: `${rect.width * 100}%`,
    height: `${rect.height * 100}%`,
  };
  return (
    <div
      style={style}
      inert={!isVisible}
      data-pane={isVisible && isActive ? 'active' : 'other'}
      className={cx('absolute flex flex-col', !isVisible && 'invisible')}
    >
      {hasStrip && <PaneStrip {...props} />}
      <div ref={body} className="relative min-h-0 flex-1">
        <TerminalPane
          session={session}
          terminal={terminal}
          label={name}
          isVisible={isVisible}
          isActive={isActive}
          onReplace={onReplace}
        />
      </div>
    </div>
  );
}
