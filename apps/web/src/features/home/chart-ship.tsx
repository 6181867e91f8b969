// Ships at their berths, seen from above.
const hull = 'M24 0H146q8 0 8 8v20q0 8-8 8H24Q6 32 0 18 6 4 24 0Z';

const paints = ['fill-isobath', 'fill-buoy', 'fill-ok', 'fill-ink', 'fill-danger'];

/** `cargo`: two rows of containers, bow to stern, each digit a paint. */
export function Ship({ x, y, cargo }: { x: number; y: number; cargo: string }) {
  const half = cargo.length / 2;
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d={hull} className="fill-paper stroke-ink" strokeWidth="2" />
      {Array.from(cargo, (paint, index) => {
        const column = index % half;
        const row = Math.floor(index / half);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a container is its place on deck
            key={index}
            x={26 + column * 20}
            y={5.5 + row * 13.5}
            width="18"
            height="11.5"
            rx="1"
            className={paints[Number(paint)]}
          />
        );
      })}
      <rect x="130" y="7" width="14" height="22" rx="2" className="fill-surface stroke-ink" strokeWidth="1.5" />
    </g>
  );
}

export function FreeBerth({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} className="stroke-buoy" fill="none" strokeWidth="1.75">
      <path d={hull} strokeDasharray="6 4" />
      <path d="M77 11v14M70 18h14" strokeWidth="2.25" strokeLinecap="round" />
    </g>
  );
}
