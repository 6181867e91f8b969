// The keys that this page takes for itself inside a terminal, apart from those of the clipboard.
export type Shortcut = 'search' | 'menu';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

export function findShortcut(event: Key): Shortcut | undefined {
  const isChord = event.ctrlKey && event.shiftKey && !event.altKey && !event.metaKey;
  if (isChord && event.key.toLowerCase() === 'f') return 'search';
  if (event.shiftKey && !event.ctrlKey && !event.altKey && event.key === 'F10') return 'menu';
  // The browser's own search on a Mac sees nothing of a terminal that is drawn.
  const isCommand = event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (isCommand && event.key.toLowerCase() === 'f') return 'search';
}
