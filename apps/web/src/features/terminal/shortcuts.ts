// The keys that this page takes for itself inside a terminal, apart from those of the clipboard.
import type { SizeStep } from './font-size.ts';

export type Shortcut = 'search' | 'menu' | 'paste' | SizeStep;

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

export function findShortcut(event: Key): Shortcut | undefined {
  const { ctrlKey, shiftKey, altKey, metaKey } = event;
  if (altKey) return undefined;
  if (ctrlKey && shiftKey && !metaKey) {
    return event.key.toLowerCase() === 'f' ? 'search' : findSizeStep(event);
  }
  if (shiftKey && !ctrlKey && !metaKey && event.key === 'F10') return 'menu';
  // The browser's own search on a Mac sees nothing of a terminal that is drawn.
  if (metaKey && !ctrlKey && !shiftKey && event.key.toLowerCase() === 'f') return 'search';
}

/** By the character where the layout has it, else by the place on the keyboard: Shift makes others of them. */
function findSizeStep({ key, code }: Key): SizeStep | undefined {
  if (key === '+' || code === 'Equal' || code === 'NumpadAdd') return 'bigger';
  if (key === '-' || key === '_' || code === 'NumpadSubtract') return 'smaller';
  if (key === '0' || code === 'Digit0' || code === 'Numpad0') return 'usual';
}
