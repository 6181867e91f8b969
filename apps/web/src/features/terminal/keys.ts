// Keys that a phone's keyboard lacks, as the bytes a terminal sends for them.
export const extraKeys = ['escape', 'tab', 'up', 'down', 'left', 'right'] as const;
export type ExtraKey = (typeof extraKeys)[number];

const arrows = { up: 'A', down: 'B', right: 'C', left: 'D' } as const;

/** `applicationCursor` is the mode in which full-screen programs expect other arrow sequences. */
export function keySequence(key: ExtraKey, applicationCursor: boolean): string {
  if (key === 'escape') return '\u001b';
  if (key === 'tab') return '\t';
  return `\u001b${applicationCursor ? 'O' : '['}${arrows[key]}`;
}

/** What Ctrl makes of a typed character: Ctrl+C is 0x03. Others stay as they are. */
export function withControl(typed: string): string {
  if (!/^[@-_a-z?]$/.test(typed)) return typed;
  return typed === '?' ? '\u007f' : String.fromCharCode(typed.toUpperCase().charCodeAt(0) & 0x1f);
}
