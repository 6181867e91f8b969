// Keys for panes. Neither shells nor Chromium nor Firefox have a use for Alt+Shift and these; letters are those that
// the keyboard types, or the key's place where Alt makes other characters of it, as on a Mac.
import type { Side } from './layout-geometry.ts';

export type PaneCommand =
  | 'newTerminal'
  | 'splitRight'
  | 'splitDown'
  | 'close'
  | 'zoom'
  | 'move'
  | 'guide'
  | `focus-${Side}`;

/** Named as in `layout.shortcuts` of the messages; `keys` is what to show, `press` what is pressed with Alt+Shift. */
export const shortcuts = [
  { name: 'newTerminal', keys: 'Alt + Shift + N', press: { n: 'newTerminal' } },
  { name: 'splitRight', keys: 'Alt + Shift + R', press: { r: 'splitRight' } },
  { name: 'splitDown', keys: 'Alt + Shift + D', press: { d: 'splitDown' } },
  {
    name: 'focus',
    keys: 'Alt + Shift + ← → ↑ ↓',
    press: { arrowleft: 'focus-left', arrowright: 'focus-right', arrowup: 'focus-up', arrowdown: 'focus-down' },
  },
  { name: 'move', keys: 'Alt + Shift + M', press: { m: 'move' } },
  { name: 'zoom', keys: 'Alt + Shift + Z', press: { z: 'zoom' } },
  { name: 'close', keys: 'Alt + Shift + W', press: { w: 'close' } },
  { name: 'guide', keys: 'Alt + Shift + G', press: { g: 'guide' } },
] as const satisfies readonly { name: string; keys: string; press: Record<string, PaneCommand> }[];

const commands = new Map<string, PaneCommand>(shortcuts.flatMap(({ press }) => Object.entries(press)));

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

export function findPaneCommand(event: Press): PaneCommand | undefined {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return undefined;
  const typed = event.key.toLowerCase();
  const isLatin = /^[a-z]$/.test(typed) || typed.startsWith('arrow');
  return commands.get(isLatin ? typed : event.code.replace(/^Key/, '').toLowerCase());
}
