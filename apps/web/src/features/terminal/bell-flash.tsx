'use client';
// The bell as a frame around the terminal that shows for a moment. It fades where motion is welcome.
import { useEffect, useState } from 'react';
import type { TerminalView } from './terminal-view.ts';

const shownMs = 250;

export function BellFlash({ view }: { view: TerminalView }) {
  const [isRinging, setIsRinging] = useState(false);
  useEffect(() => view.onBell(() => setIsRinging(true)), [view]);
  useEffect(() => {
    if (!isRinging) return;
    const timer = setTimeout(() => setIsRinging(false), shownMs);
    return () => clearTimeout(timer);
  }, [isRinging]);
  return (
    <div
      aria-hidden
      data-ringing={isRinging || undefined}
      className="pointer-events-none absolute inset-0 z-10 opacity-0 shadow-[inset_0_0_0_2px_var(--buoy)] transition-opacity duration-500 data-ringing:opacity-100 data-ringing:duration-0 motion-reduce:transition-none"
    />
  );
}
