import { expect, it } from 'vitest';
import { findNeighbour, paneRects, separators } from './layout-geometry.ts';
import { leaf, moveSeparator, splitLeaf } from './layout-tree.ts';

// a | b
//   |---
//   | c | d
const ab = splitLeaf(leaf('a'), 'a', 'row', 'b');
const abc = splitLeaf(ab, 'b', 'column', 'c');
const tree = splitLeaf(moveSeparator(abc, [], 0, 0.25), 'c', 'row', 'd');

it('a single pane fills the view and has no separator', () => {
  expect([...paneRects(leaf('a'))]).toEqual([['a', { left: 0, top: 0, width: 1, height: 1 }]]);
  expect(separators(leaf('a'))).toEqual([]);
});

it('panes lie where the fractions put them', () => {
  expect(Object.fromEntries(paneRects(tree))).toEqual({
    a: { left: 0, top: 0, width: 0.25, height: 1 },
    b: { left: 0.25, top: 0, width: 0.75, height: 0.5 },
    c: { left: 0.25, top: 0.5, width: 0.375, height: 0.5 },
    d: { left: 0.625, top: 0.5, width: 0.375, height: 0.5 },
  });
});

it('each separator knows the two parts that it divides', () => {
  expect(separators(tree)).toEqual([
    {
      key: '0',
      direction: 'row',
      path: [],
      index: 0,
      area: { left: 0, top: 0, width: 1, height: 1 },
      share: 0.25,
    },
    {
      key: '1-0',
      direction: 'column',
      path: [1],
      index: 0,
      area: { left: 0.25, top: 0, width: 0.75, height: 1 },
      share: 0.5,
    },
    {
      key: '1-1-0',
      direction: 'row',
      path: [1, 1],
      index: 0,
      area: { left: 0.25, top: 0.5, width: 0.75, height: 0.5 },
      share: 0.5,
    },
  ]);
});

it.each([
  ['a', 'right', 'b'],
  ['a', 'left', undefined],
  ['b', 'left', 'a'],
  ['b', 'down', 'c'],
  ['c', 'right', 'd'],
  ['c', 'left', 'a'],
  ['d', 'left', 'c'],
  ['d', 'up', 'b'],
  ['d', 'down', undefined],
  ['x', 'left', undefined],
] as const)('the neighbour of %s to the %s is %s', (terminal, side, neighbour) => {
  expect(findNeighbour(tree, terminal, side)).toBe(neighbour);
});
