import { expect, it } from 'vitest';
import { findPaneCommand, shortcuts } from './shortcuts.ts';

const press = (key: string, code: string, more = {}) =>
  findPaneCommand({ key, code, altKey: true, shiftKey: true, ctrlKey: false, metaKey: false, ...more });

it.each([
  ['N', 'KeyN', 'newTerminal'],
  ['ArrowLeft', 'ArrowLeft', 'focus-left'],
  // A French keyboard has its Z where an American one has its W.
  ['Z', 'KeyW', 'zoom'],
  // A Mac's Option makes other characters, and so do keyboards of other scripts.
  ['‰', 'KeyR', 'splitRight'],
  ['Ц', 'KeyW', 'close'],
  ['T', 'KeyT', undefined],
  ['F5', 'F5', undefined],
])('Alt, Shift and %s on %s are %s', (key, code, command) => {
  expect(press(key, code)).toBe(command);
});

it('fewer or more keys are somebody else’s', () => {
  for (const more of [{ altKey: false }, { shiftKey: false }, { ctrlKey: true }, { metaKey: true }]) {
    expect(press('N', 'KeyN', more)).toBeUndefined();
  }
});

it('no key means two things', () => {
  const keys = shortcuts.flatMap(({ press: presses }) => Object.keys(presses));
  expect(new Set(keys).size).toBe(keys.length);
});
