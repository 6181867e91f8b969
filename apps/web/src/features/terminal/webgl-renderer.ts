// Draws the visible terminal with WebGL. Browsers allow few contexts and take them away at will: then xterm's DOM
// renderer goes on.
import type { Terminal } from '@xterm/xterm';
import type { XtermModule } from './load-xterm.ts';

export type Renderer = 'webgl' | 'dom';

/** `?renderer=dom` in the page's address keeps terminal text in the document: for assistive tools and for tests. */
export function chooseRenderer(search: string): Renderer {
  return new URLSearchParams(search).get('renderer') === 'dom' ? 'dom' : 'webgl';
}

/** Returns what switches back to the DOM renderer. */
export function drawWithWebgl(terminal: Terminal, { WebglAddon }: XtermModule): () => void {
  let addon: InstanceType<XtermModule['WebglAddon']> | undefined;
  let stopWatching: (() => void) | undefined;
  const stop = () => {
    stopWatching?.();
    addon?.dispose();
    addon = undefined;
  };
  try {
    addon = new WebglAddon();
    addon.onContextLoss(() => {
      stop();
      terminal.refresh(0, terminal.rows - 1);
    });
    terminal.loadAddon(addon);
    if (terminal.element) stopWatching = onUnevenPixels(terminal.element, stop);
  } catch {
    stop();
  }
  return stop;
}

/**
 * Calls `found` where a pixel of the screen is not what the page is told, as when developer tools play a phone: xterm's
 * WebGL would draw at a wrong scale.
 */
function onUnevenPixels(element: HTMLElement, found: () => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const device = entry?.devicePixelContentBoxSize?.[0]?.inlineSize;
    const css = entry?.contentBoxSize[0]?.inlineSize;
    if (!device || !css) return;
    // Both are rounded, so a narrow element is a little off.
    if (Math.abs(device - css * window.devicePixelRatio) > 2) found();
  });
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch {
    // Safari cannot tell, and xterm does without as well.
  }
  return () => observer.disconnect();
}
