// Keys that a phone's keyboard lacks, as the bytes a terminal sends for them.
const arrows = { up: 'A', down: 'B', right: 'C', left: 'D' } as const;
const characters = { escape: '\u001b', tab: '\t', slash: '/', pipe: '|', dash: '-', tilde: '~' } as const;

export type ExtraKey = keyof typeof arrows | keyof typeof characters;
/** Keys that are held by a tap until the next key. */
export type Modifiers = { control: boolean; alt: boolean };

/** `applicationCursor` is the mode in which full-screen programs expect other arrow sequences. */
export function keySequence(key: ExtraKey, applicationCursor: boolean): string {
  if (isArrow(key)) return `\u001b${applicationCursor ? 'O' : '['}${arrows[key]}`;
  return characters[key];
}

/** What the held keys make of what the terminal would send. Pasted text and reports stay as they are. */
export function withModifiers(typed: string, { control, alt }: Modifiers): string {
  const arrow = /^.[[O]([A-D])$/s.exec(typed);
  if (arrow && typed.startsWith('\u001b')) return `\u001b[1;${1 + (alt ? 2 : 0) + (control ? 4 : 0)}${arrow[1]}`;
  if ([...typed].length !== 1) return typed;
  return `${alt ? '\u001b' : ''}${control ? withControl(typed) : typed}`;
}

/** What Ctrl makes of a typed character: Ctrl+C is 0x03. Others stay as they are. */
export function withControl(typed: string): string {
  if (!/^[@-_a-z?]$/.test(typed)) return typed;
  return typed === '?' ? '\u007f' : String.fromCharCode(typed.toUpperCase().charCodeAt(0) & 0x1f);
}

function isArrow(key: ExtraKey): key is keyof typeof arrows {
  return key in arrows;
}
