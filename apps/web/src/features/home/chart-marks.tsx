// Buoys, lights and the compass rose, after the symbols of nautical charts.
type MarkProps = { x: number; y: number };

export function Beacon({ x, y, tone }: MarkProps & { tone: 'ok' | 'danger' }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path
        d="M2-3C8-20 20-26 30-25 28-14 17-4 2-3Z"
        className={tone === 'ok' ? 'fill-ok' : 'fill-danger'}
        opacity="0.85"
      />
      <circle r="7" className="fill-paper stroke-ink" strokeWidth="2" />
      <circle r="2.2" className="fill-ink" />
    </g>
  );
}

export function ConeBuoy({ x, y }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`} className="stroke-ink" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M0-15 8 0H-8Z" className="fill-ok" />
      <circle cy="3" r="2.5" className="fill-paper" />
    </g>
  );
}

export function CanBuoy({ x, y }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`} className="stroke-ink" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M-6-15H6V0H-6Z" className="fill-danger" />
      <circle cy="3" r="2.5" className="fill-paper" />
    </g>
  );
}

export function CompassRose({ x, y }: MarkProps) {
  return (
    <g transform={`translate(${x} ${y})`} className="stroke-ink" fill="none">
      <circle r="50" strokeWidth="1" strokeOpacity="0.55" />
      <circle r="44" strokeWidth="6" strokeOpacity="0.55" pathLength="360" strokeDasharray="0.8 9.2" />
      <circle
        r="44"
        strokeWidth="10"
        strokeOpacity="0.8"
        pathLength="360"
        strokeDasharray="1.2 88.8"
        strokeDashoffset="0.6"
      />
      <path d="M0-62V34" strokeWidth="1.25" />
      <path d="M-34 0H34" strokeWidth="1" strokeOpacity="0.5" />
      <path d="M0-72 5.5-54 0-58-5.5-54Z" className="fill-ink" stroke="none" />
      <path d="M0-34 6 0 0 34-6 0Z" className="fill-paper" strokeWidth="1.25" />
      <path d="M0-34V34L-6 0Z" className="fill-ink" stroke="none" />
    </g>
  );
}
