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
  const stop = () => {
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
  } catch {
    stop();
  }
  return stop;
}
