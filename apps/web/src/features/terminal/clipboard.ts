// Copying and pasting with the keyboard, without taking Ctrl+C away from the shell.
import type { Terminal } from '@xterm/xterm';

/** True where the terminal must leave this key to the browser or to us. Pasting arrives as the browser's own event. */
export function handleClipboardKey(terminal: Terminal, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  const control = event.ctrlKey && !event.altKey && !event.metaKey;
  if (control && event.shiftKey && key === 'v') return true;
  if (event.metaKey && key === 'v') return true;
  const copies = key === 'c' && (event.metaKey || (control && (event.shiftKey || terminal.hasSelection())));
  if (!copies && !(control && key === 'insert')) return false;
  if (event.type === 'keydown') {
    event.preventDefault();
    copySelection(terminal, !event.shiftKey && control);
  }
  return true;
}

/** Plain Ctrl+C also takes the selection away, so that the next one interrupts. */
function copySelection(terminal: Terminal, thenClear: boolean): void {
  const text = terminal.getSelection();
  if (!text) return;
  // The asynchronous clipboard exists on https and localhost only.
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => document.execCommand('copy'));
  else document.execCommand('copy');
  if (thenClear) terminal.clearSelection();
}
