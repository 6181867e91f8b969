// Links in a terminal: addresses that stand in its text, and words that a program made a link (OSC 8).
import type { IBufferRange, Terminal } from '@xterm/xterm';
import type { XtermModule } from './load-xterm.ts';
import { saysAddress, webAddress } from './web-address.ts';

type Listener = {
  /** The pointer is over a link, or over none. */
  onHover: (address: URL | undefined) => void;
  /** A link whose words do not say where it leads is to be opened. */
  onDoubt: (address: URL) => void;
};

export class TerminalLinks {
  #listener: Listener | undefined;

  constructor(terminal: Terminal, { WebLinksAddon }: XtermModule) {
    const hover = (_event: MouseEvent, text: string) => this.#listener?.onHover(webAddress(text));
    const leave = () => this.#listener?.onHover(undefined);
    terminal.loadAddon(new WebLinksAddon((_event, text) => openAddress(webAddress(text)), { hover, leave }));
    terminal.options.linkHandler = {
      hover,
      leave,
      activate: (_event, text, range) => {
        const address = webAddress(text);
        if (!address) return;
        if (saysAddress(wordsIn(terminal, range), address)) openAddress(address);
        else this.#listener?.onDoubt(address);
      },
    };
  }

  listen(listener: Listener): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = undefined;
    };
  }
}

/** The app behind it learns nothing of this page. */
export function openAddress(address: URL | undefined): void {
  if (address) window.open(address.href, '_blank', 'noopener,noreferrer');
}

/** A range counts from 1 and includes its end. */
function wordsIn(terminal: Terminal, { start, end }: IBufferRange): string {
  if (start.y !== end.y) return '';
  return terminal.buffer.active.getLine(start.y - 1)?.translateToString(true, start.x - 1, end.x) ?? '';
}
