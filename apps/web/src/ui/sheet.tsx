// A whole page for one message, laid out as a chart: contour lines in the water and a border of minutes.
import type { ReactNode } from 'react';

export function Sheet({ children }: { children: ReactNode }) {
  return (
    <main className="relative isolate h-dvh overflow-hidden bg-paper p-5 sm:p-7">
      <svg
        aria-hidden="true"
        viewBox="0 0 1000 700"
        preserveAspectRatio="xMaxYMax slice"
        className="absolute inset-0 -z-10 size-full stroke-isobath"
        fill="none"
      >
        <path d="M1000 230C840 250 690 360 660 700H1000Z" className="fill-water-1" strokeOpacity="0.5" />
        <path d="M1000 370C900 380 800 470 790 700H1000Z" className="fill-water-2" strokeOpacity="0.7" />
        <path d="M1000 500C950 510 890 570 890 700H1000Z" className="fill-water-3" strokeOpacity="0.9" />
      </svg>
      <svg
        aria-hidden="true"
        className="absolute inset-2.5 -z-10 h-[calc(100%-1.25rem)] w-[calc(100%-1.25rem)] overflow-visible stroke-ink sm:inset-4 sm:h-[calc(100%-2rem)] sm:w-[calc(100%-2rem)]"
        fill="none"
      >
        <rect width="100%" height="100%" strokeWidth="1" />
        <rect
          className="h-[calc(100%-10px)] w-[calc(100%-10px)] [x:5px] [y:5px]"
          strokeWidth="5"
          strokeDasharray="30 30"
        />
        <rect className="h-[calc(100%-20px)] w-[calc(100%-20px)] [x:10px] [y:10px]" strokeWidth="1" />
      </svg>
      {children}
    </main>
  );
}
