// A terminal that is larger than its pane, since another browser decides its size: the pane scrolls, and follows the
// cursor unless its reader looks elsewhere.
import type { Terminal } from '@xterm/xterm';
import type { Size } from './terminal-connection.ts';

/** What xterm keeps free at its right for its own scrollbar. */
const scrollbarPx = 14;
/** After a scroll by hand the pane stays where it is for so long. */
const readingMs = 5000;

/** Until `stop`; `look` again whenever cells or pane have changed. */
export function showWhole(
  terminal: Terminal,
  pane: HTMLElement,
  { room, isInUse }: { room: () => Size; isInUse: () => boolean },
): { look: () => void; stop: () => void } {
  let readAt = Number.NEGATIVE_INFINITY;
  let frame = 0;
  const screen = () => pane.querySelector<HTMLElement>('.xterm-screen');
  const fitPane = () => {
    const shown = screen();
    if (!shown || !terminal.element) return;
    const { cols, rows } = room();
    const [isWider, isHigher] = [terminal.cols > cols, terminal.rows > rows];
    terminal.element.style.width = isWider ? `${shown.offsetWidth + scrollbarPx}px` : '';
    terminal.element.style.height = isHigher ? `${shown.offsetHeight}px` : '';
    pane.style.overflow = isWider || isHigher ? 'auto' : '';
    // Where it ends is seen only when another window decides: one's own size is only on its way.
    const isOther = !isInUse() && (terminal.cols !== cols || terminal.rows !== rows);
    pane.dataset.fit = isOther ? 'other' : 'own';
    follow();
  };
  const follow = () => {
    const shown = screen();
    if (!shown || pane.style.overflow === '' || performance.now() - readAt < readingMs) return;
    const { cursorX, cursorY } = terminal.buffer.active;
    const [cellWidth, cellHeight] = [shown.offsetWidth / terminal.cols, shown.offsetHeight / terminal.rows];
    pane.scrollLeft = nearest(pane.scrollLeft, pane.clientWidth, cursorX * cellWidth, cellWidth);
    pane.scrollTop = nearest(pane.scrollTop, pane.clientHeight, cursorY * cellHeight, cellHeight);
  };
  const look = () => {
    cancelAnimationFrame(frame);
    // The new cells have been measured by then.
    frame = requestAnimationFrame(fitPane);
  };
  const read = () => {
    readAt = performance.now();
  };
  const hands = ['wheel', 'pointerdown', 'touchmove'] as const;
  for (const hand of hands) pane.addEventListener(hand, read, { passive: true });
  const subscriptions = [terminal.onResize(look), terminal.onCursorMove(follow)];
  return {
    look,
    stop: () => {
      cancelAnimationFrame(frame);
      for (const hand of hands) pane.removeEventListener(hand, read);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Where to scroll to, so that what is at `at` is seen: no further than needed. */
function nearest(scroll: number, shownPx: number, at: number, sizePx: number): number {
  if (at < scroll) return at;
  return Math.max(scroll, at + sizePx - shownPx);
}
