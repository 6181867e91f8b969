import { expect, it } from 'vitest';
import { fontPx, parseCellPx, stepCellPx, usualCellPx } from './font-size.ts';

it('each step is one of the cell widths, and the ends stay', () => {
  expect(stepCellPx(9, 'bigger')).toBe(10);
  expect(stepCellPx(12, 'bigger')).toBe(14);
  expect(stepCellPx(20, 'bigger')).toBe(20);
  expect(stepCellPx(9, 'smaller')).toBe(8);
  expect(stepCellPx(6, 'smaller')).toBe(6);
});

it('the usual size is none of its own and depends on the page', () => {
  expect(stepCellPx(14, 'usual')).toBeUndefined();
  expect(usualCellPx(390)).toBe(8);
  expect(usualCellPx(1440)).toBe(9);
});

it.each([undefined, '', '13', '9.5', 'big', '1e1'])('%j is no remembered size', (stored) => {
  expect(parseCellPx(stored)).toBeUndefined();
});

it('a remembered size is read back', () => {
  expect(parseCellPx('14')).toBe(14);
});

it.each([6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20])('cells of %i px are not cut to fewer', (cellPx) => {
  const asDrawnPx = Math.floor(fontPx(cellPx) * 64) / 64;
  expect(Math.floor(asDrawnPx * 0.6)).toBe(cellPx);
});
