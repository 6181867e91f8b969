// The picture of the home page: a harbour plan drawn the way charts are. Instances lie at berths with their
// containers on deck, one berth is free for the reader, and the soundings are port numbers.
import { getTranslations } from 'next-intl/server';
import { Beacon, CanBuoy, CompassRose, ConeBuoy } from './chart-marks.tsx';
import { FreeBerth, Ship } from './chart-ship.tsx';

const soundings = [
  { port: 22, x: 205, y: 215 },
  { port: 80, x: 232, y: 306 },
  { port: 443, x: 58, y: 152 },
  { port: 3000, x: 150, y: 400 },
  { port: 5000, x: 262, y: 448 },
  { port: 5432, x: 20, y: 316 },
  { port: 6379, x: 128, y: 84 },
  { port: 8080, x: 330, y: 208 },
  { port: 8443, x: 168, y: 498 },
  { port: 53, x: 322, y: 528 },
  { port: 9000, x: 330, y: 318 },
];

export async function HarbourChart() {
  const t = await getTranslations('home.chart');
  return (
    <figure className="-mx-1">
      <svg viewBox="0 0 600 560" role="img" aria-label={t('label')} className="w-full">
        <clipPath id="chart-edge">
          <rect x="22" y="22" width="556" height="516" />
        </clipPath>
        <rect x="22" y="22" width="556" height="516" className="fill-water-3" />
        <g clipPath="url(#chart-edge)">
          <g transform="rotate(-8 300 280)">
            <Water />
            <Coast />
            {soundings.map(({ port, x, y }) => (
              <text key={port} x={x} y={y} className="fill-muted font-mono text-[12px] italic">
                {port}
              </text>
            ))}
            <Approach />
            <Berths />
          </g>
          <CompassRose x={94} y={462} />
        </g>
        <Frame />
        <text x="40" y="50" className="fill-ink font-semibold text-[13px] tracking-[0.02em]">
          {t('title')}
        </text>
        <text x="40" y="67" className="fill-muted text-[11.5px]">
          {t('soundings')}
        </text>
      </svg>
    </figure>
  );
}

function Water() {
  return (
    <g className="stroke-isobath" fill="none" strokeWidth="1">
      <path d="M480-190C150-150-80 30-70 262-62 500 190 720 480 780" strokeOpacity="0.45" />
      <path d="M480-110C200-90-20 60-12 262-4 470 220 650 480 700" strokeOpacity="0.7" />
      <path d="M480-60C250-40 52 70 58 258 64 440 258 592 480 632Z" className="fill-water-2" />
      <path d="M480 6C300 10 134 96 134 256 134 408 292 536 480 556Z" className="fill-water-1" />
    </g>
  );
}

function Coast() {
  return (
    <g className="stroke-ink" strokeLinecap="round" strokeLinejoin="round">
      <path d="M446 64C350 44 232 82 186 176" fill="none" strokeWidth="11" />
      <path d="M404 508C322 500 238 470 196 372" fill="none" strokeWidth="11" />
      <path
        d="M442-80V466C440 494 410 492 398 514 380 548 410 600 420 680H760V-80Z"
        className="fill-surface"
        strokeWidth="2.5"
      />
      <g className="fill-surface" strokeWidth="2">
        <path d="M442 122H268v16h174M442 232H268v16h174M442 342H268v16h174" />
      </g>
      <g fill="none" strokeWidth="1" strokeOpacity="0.28">
        <path d="M520-80V680M520 130h260M520 240h260M520 350h260M470-80v546" strokeDasharray="1 5" />
      </g>
    </g>
  );
}

function Berths() {
  return (
    <>
      <Ship x={276} y={144} cargo="1423100342" />
      <Ship x={276} y={254} cargo="3012004130" />
      <FreeBerth x={276} y={364} />
      <g className="fill-ink font-medium font-mono text-[14px]">
        <text x="454" y="168">
          node1
        </text>
        <text x="454" y="278">
          node2
        </text>
        <text x="454" y="388" className="fill-buoy">
          node3
        </text>
      </g>
    </>
  );
}

/** The way in: a leading line between the two breakwater heads to the free berth. */
function Approach() {
  return (
    <>
      <path d="M-60 200 L276 382" className="stroke-buoy" fill="none" strokeWidth="1.75" strokeDasharray="9 6" />
      <Beacon x={186} y={176} tone="ok" />
      <Beacon x={196} y={372} tone="danger" />
      <ConeBuoy x={112} y={236} />
      <CanBuoy x={88} y={326} />
    </>
  );
}

/** The border of a chart: minutes of arc in black and white between two thin lines. */
function Frame() {
  return (
    <g fill="none" className="stroke-ink">
      <rect x="10" y="10" width="580" height="540" strokeWidth="1" />
      <rect x="16" y="16" width="568" height="528" strokeWidth="6" strokeDasharray="28.4 28.4" />
      <rect x="22" y="22" width="556" height="516" strokeWidth="1.25" />
    </g>
  );
}
