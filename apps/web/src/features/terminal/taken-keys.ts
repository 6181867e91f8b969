// Keys of shells and editors that browsers keep for their tabs and windows: Ctrl+W, Ctrl+T and Ctrl+N. With Alt they
// get through.
export const takenKeys = ['w', 't', 'n'] as const;
export type TakenKey = (typeof takenKeys)[number];

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'getModifierState'>;

/** AltGr is Ctrl and Alt on Windows, and types a character. */
export function findTakenKey(event: Press): TakenKey | undefined {
  const isChord = event.ctrlKey && event.altKey && !event.shiftKey && !event.metaKey;
  if (!isChord || event.getModifierState('AltGraph')) return undefined;
  // A Mac's Option makes other characters: there the key's place counts.
  const typed = /^[a-z]$/i.test(event.key) ? event.key : event.code.replace('Key', '');
  return takenKeys.find((key) => key === typed.toLowerCase());
}
