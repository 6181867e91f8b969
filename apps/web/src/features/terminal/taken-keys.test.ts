import { expect, it } from 'vitest';
import { findTakenKey } from './taken-keys.ts';

const press = (key: string, code: string, more = {}, altGraph = false) =>
  findTakenKey({
    ...{ key, code, ctrlKey: true, altKey: true, shiftKey: false, metaKey: false },
    ...{ getModifierState: (name: string) => name === 'AltGraph' && altGraph },
    ...more,
  });

it('Ctrl+Alt and a key that the browser keeps stand for Ctrl and that key', () => {
  expect(press('w', 'KeyW')).toBe('w');
  expect(press('∑', 'KeyW')).toBe('w');
  expect(press('N', 'KeyN')).toBe('n');
});

it('on a French keyboard the letter counts, not its place', () => {
  expect(press('w', 'KeyZ')).toBe('w');
  expect(press('z', 'KeyW')).toBeUndefined();
});

it('AltGr, other keys and fewer or more of them are left alone', () => {
  expect(press('ń', 'KeyN', {}, true)).toBeUndefined();
  expect(press('c', 'KeyC')).toBeUndefined();
  expect(press('w', 'KeyW', { altKey: false })).toBeUndefined();
  expect(press('w', 'KeyW', { shiftKey: true })).toBeUndefined();
});
