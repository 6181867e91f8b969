import { expect, it } from 'vitest';
import { findShortcut } from './shortcuts.ts';

const plain = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

it('Ctrl+F stays with the shell, Ctrl+Shift+F searches', () => {
  expect(findShortcut({ ...plain, key: 'f', code: 'KeyF', ctrlKey: true })).toBeUndefined();
  expect(findShortcut({ ...plain, key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true })).toBe('search');
});

it('Command+F searches on a Mac', () => {
  expect(findShortcut({ ...plain, key: 'f', code: 'KeyF', metaKey: true })).toBe('search');
});

it('Shift+F10 opens the menu, F10 stays with the program', () => {
  expect(findShortcut({ ...plain, key: 'F10', code: 'F10', shiftKey: true })).toBe('menu');
  expect(findShortcut({ ...plain, key: 'F10', code: 'F10' })).toBeUndefined();
});

it.each([
  { key: '+', code: 'Equal', is: 'bigger' },
  { key: '*', code: 'BracketRight', is: undefined },
  { key: '+', code: 'NumpadAdd', is: 'bigger' },
  { key: '_', code: 'Minus', is: 'smaller' },
  { key: ')', code: 'Digit0', is: 'usual' },
])('Ctrl+Shift and $key on $code mean $is', ({ key, code, is }) => {
  expect(findShortcut({ ...plain, key, code, ctrlKey: true, shiftKey: true })).toBe(is);
});

it('AltGr types a character and is no shortcut', () => {
  expect(findShortcut({ ...plain, key: '+', code: 'Equal', ctrlKey: true, shiftKey: true, altKey: true })).toBe(
    undefined,
  );
});
