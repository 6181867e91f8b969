import { describe, expect, it } from 'vitest';
import {
  keepLeaves,
  leaf,
  mapLeaves,
  moveSeparator,
  removeLeaf,
  type Split,
  splitLeaf,
  swapLeaves,
  type Tree,
  terminalsOf,
} from './layout-tree.ts';

/** The tree in short: `[a:0.5 b:0.5]` is a row, `(…)` a column. */
function short(tree: Tree | undefined): string {
  if (!tree) return 'nothing';
  if (tree.is === 'leaf') return tree.terminal;
  const parts = tree.parts.map((part) => `${short(part.tree)}:${Number(part.fraction.toFixed(4))}`).join(' ');
  return tree.direction === 'row' ? `[${parts}]` : `(${parts})`;
}

const ab = splitLeaf(leaf('a'), 'a', 'row', 'b');
const abc = splitLeaf(ab, 'b', 'row', 'c');
const mixed = splitLeaf(abc, 'b', 'column', 'd');

describe('splitting', () => {
  it('halves a pane', () => {
    expect(short(ab)).toBe('[a:0.5 b:0.5]');
  });

  it('adds to a split of the same direction, and takes from the split pane only', () => {
    expect(short(abc)).toBe('[a:0.5 b:0.25 c:0.25]');
    expect(short(splitLeaf(abc, 'a', 'row', 'd'))).toBe('[a:0.25 d:0.25 b:0.25 c:0.25]');
  });

  it('nests a split of the other direction', () => {
    expect(short(mixed)).toBe('[a:0.5 (b:0.5 d:0.5):0.25 c:0.25]');
    expect(short(splitLeaf(mixed, 'd', 'row', 'e'))).toBe('[a:0.5 (b:0.5 [d:0.5 e:0.5]:0.5):0.25 c:0.25]');
    expect(terminalsOf(mixed)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('does nothing for a pane that is not there', () => {
    expect(short(splitLeaf(abc, 'x', 'row', 'y'))).toBe(short(abc));
  });
});

describe('removing', () => {
  it('gives the area to the pane before, or to the one after the first', () => {
    expect(short(removeLeaf(abc, 'b'))).toBe('[a:0.75 c:0.25]');
    expect(short(removeLeaf(abc, 'a'))).toBe('[b:0.75 c:0.25]');
  });

  it('leaves no split of one part, and none within its like', () => {
    expect(short(removeLeaf(mixed, 'd'))).toBe(short(abc));
    expect(short(removeLeaf(ab, 'a'))).toBe('b');
    const nested = splitLeaf(splitLeaf(ab, 'b', 'column', 'c'), 'c', 'row', 'd');
    expect(short(nested)).toBe('[a:0.5 (b:0.5 [c:0.5 d:0.5]:0.5):0.5]');
    expect(short(removeLeaf(nested, 'b'))).toBe('[a:0.5 c:0.25 d:0.25]');
  });

  it('the last pane leaves nothing', () => {
    expect(short(removeLeaf(leaf('a'), 'a'))).toBe('nothing');
    expect(short(keepLeaves(mixed, () => false))).toBe('nothing');
  });

  it('mends what was remembered wrongly', () => {
    const parts = [
      { fraction: 0.2, tree: { is: 'split', direction: 'row', parts: [] } satisfies Split },
      { fraction: 0.3, tree: leaf('a') },
      { fraction: 0.9, tree: leaf('b') },
    ];
    const tree = keepLeaves({ is: 'split', direction: 'row', parts }, () => true);
    expect(short(tree)).toBe('[a:0.3571 b:0.6429]');
  });
});

describe('changing places', () => {
  it('two panes trade theirs', () => {
    expect(short(swapLeaves(mixed, 'a', 'd'))).toBe('[d:0.5 (b:0.5 a:0.5):0.25 c:0.25]');
  });

  it('another terminal takes a pane over', () => {
    expect(short(mapLeaves(ab, (terminal) => (terminal === 'a' ? 'z' : terminal)))).toBe('[z:0.5 b:0.5]');
  });
});

describe('moving a separator', () => {
  it('changes the two parts beside it', () => {
    expect(short(moveSeparator(abc, [], 1, 0.8))).toBe('[a:0.5 b:0.4 c:0.1]');
    expect(short(moveSeparator(mixed, [1], 0, 0.25))).toBe('[a:0.5 (b:0.25 d:0.75):0.25 c:0.25]');
  });

  it('leaves each a tenth of what they share', () => {
    expect(short(moveSeparator(ab, [], 0, -3))).toBe('[a:0.1 b:0.9]');
    expect(short(moveSeparator(ab, [], 0, 7))).toBe('[a:0.9 b:0.1]');
  });

  it('does nothing where there is none', () => {
    for (const [path, index] of [
      [[], 2],
      [[0], 0],
      [[9, 9], 0],
    ] as const) {
      expect(short(moveSeparator(abc, path, index, 0.3))).toBe(short(abc));
    }
    expect(short(moveSeparator(ab, [], 0, Number.NaN))).toBe(short(ab));
  });
});
