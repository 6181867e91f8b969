// Every way by which a browser pastes into a terminal, caught before xterm.js sees it.
import type { Terminal } from '@xterm/xterm';
import { readClipboard } from './clipboard.ts';

/** Calls `paste` with what is pasted inside `element`, until the returned function is called. */
export function onPaste(element: HTMLElement, terminal: Terminal, paste: (text: string) => void): () => void {
  const pasted = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const text = event.clipboardData?.getData('text/plain');
    if (text) paste(text);
  };
  const clicked = (event: MouseEvent) => {
    if (!isPastingClick(event, terminal)) return;
    event.preventDefault();
    void middleClickText(terminal).then((text) => text && paste(text));
  };
  // Or Windows would begin to scroll.
  const pressed = (event: MouseEvent) => {
    if (isPastingClick(event, terminal)) event.preventDefault();
  };
  element.addEventListener('paste', pasted, { capture: true });
  element.addEventListener('auxclick', clicked);
  element.addEventListener('mousedown', pressed);
  return () => {
    element.removeEventListener('paste', pasted, { capture: true });
    element.removeEventListener('auxclick', clicked);
    element.removeEventListener('mousedown', pressed);
  };
}

/** On Linux the browser itself pastes the selection of the whole desktop, as a paste event. */
function isPastingClick(event: MouseEvent, terminal: Terminal): boolean {
  const isLinux = /linux/i.test(navigator.userAgent);
  return event.button === 1 && !isLinux && terminal.modes.mouseTrackingMode === 'none';
}

async function middleClickText(terminal: Terminal): Promise<string | undefined> {
  return terminal.getSelection() || readClipboard();
}
