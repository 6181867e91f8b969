// Copying and pasting with the keyboard, without taking Ctrl+C away from the shell.
import type { Terminal } from '@xterm/xterm';
import { writeClipboard } from './clipboard.ts';

/** True where the terminal must leave this key to the browser or to us. Pasting arrives as the browser's own event. */
export function handleClipboardKey(terminal: Terminal, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  const control = event.ctrlKey && !event.altKey && !event.metaKey;
  if (control && event.shiftKey && key === 'v') return true;
  if (event.metaKey && key === 'v') return true;
  if (event.shiftKey && !event.ctrlKey && !event.altKey && key === 'insert') return true;
  const copies = key === 'c' && (event.metaKey || (control && (event.shiftKey || terminal.hasSelection())));
  if (!copies && !(control && !event.shiftKey && key === 'insert')) return false;
  if (event.type === 'keydown') {
    event.preventDefault();
    copySelection(terminal);
    // Plain Ctrl+C also takes the selection away, so that the next one interrupts.
    if (control && !event.shiftKey && key === 'c') terminal.clearSelection();
  }
  return true;
}

export function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection();
  if (text) void writeClipboard(text);
}
