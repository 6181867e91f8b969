// Marina's mark: a beacon over two waves, cut like a chart symbol. Also in app/icon.svg.
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <path d="M16 2.5 23 17H9L16 2.5Z" className="fill-buoy" />
      <path d="M11.4 12h9.2" className="stroke-paper" strokeWidth="2.6" />
      <path
        d="M2 22.5c2.3 0 2.3-2 4.7-2s2.3 2 4.6 2 2.4-2 4.7-2 2.3 2 4.7 2 2.3-2 4.6-2 2.4 2 4.7 2M5 28.5c1.9 0 1.9-1.7 3.7-1.7s1.8 1.7 3.6 1.7 1.9-1.7 3.7-1.7 1.8 1.7 3.7 1.7 1.8-1.7 3.6-1.7 1.9 1.7 3.7 1.7"
        className="stroke-ink"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Logo({ compact = false }: { compact?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark size={compact ? 22 : 28} />
      <span className={compact ? 'sr-only' : 'font-semibold text-[19px] tracking-[-0.03em]'}>Marina</span>
    </span>
  );
}
