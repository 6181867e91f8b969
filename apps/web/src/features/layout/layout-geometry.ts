// Where the panes of a view and the separators between them lie. Everything is a fraction of the view's area.
import type { Direction, Tree } from './layout-tree.ts';

export type Rect = { left: number; top: number; width: number; height: number };
export type Separator = {
  /** Names it among the separators of its view. */
  key: string;
  direction: Direction;
  /** The split it belongs to, and the part that lies before it. */
  path: number[];
  index: number;
  /** The area of the two parts that it divides. */
  area: Rect;
  /** How much of it the part before has. */
  share: number;
};
export type Side = 'left' | 'right' | 'up' | 'down';

const whole: Rect = { left: 0, top: 0, width: 1, height: 1 };
const tolerance = 1e-6;

export function paneRects(tree: Tree, area: Rect = whole): Map<string, Rect> {
  if (tree.is === 'leaf') return new Map([[tree.terminal, area]]);
  const areas = partAreas(tree.direction, fractionsOf(tree.parts), area);
  return new Map(tree.parts.flatMap((part, index) => [...paneRects(part.tree, areas[index])]));
}

export function separators(tree: Tree, area: Rect = whole, path: number[] = []): Separator[] {
  if (tree.is === 'leaf') return [];
  const fractions = fractionsOf(tree.parts);
  const areas = partAreas(tree.direction, fractions, area);
  const own = fractions.slice(1).map((after, index) => {
    const before = fractions[index] ?? 0;
    const both = join(areas[index] ?? area, areas[index + 1] ?? area);
    const key = [...path, index].join('-');
    return { key, direction: tree.direction, path, index, area: both, share: before / (before + after) };
  });
  const inner = tree.parts.flatMap((part, index) => separators(part.tree, areas[index], [...path, index]));
  return [...own, ...inner];
}

/** The pane on that side of this one which has the longest edge in common with it. */
export function findNeighbour(tree: Tree, terminal: string, side: Side): string | undefined {
  const rects = paneRects(tree);
  const from = rects.get(terminal);
  if (!from) return undefined;
  let best: string | undefined;
  let longest = tolerance;
  for (const [other, rect] of rects) {
    const length = touches(from, rect, side) ? commonEdge(from, rect, side) : 0;
    if (length <= longest) continue;
    longest = length;
    best = other;
  }
  return best;
}

function partAreas(direction: Direction, fractions: readonly number[], area: Rect): Rect[] {
  let start = 0;
  return fractions.map((fraction) => {
    const from = start;
    start += fraction;
    return direction === 'row'
      ? { ...area, left: area.left + from * area.width, width: fraction * area.width }
      : { ...area, top: area.top + from * area.height, height: fraction * area.height };
  });
}

function fractionsOf(parts: readonly { fraction: number }[]): number[] {
  return parts.map(({ fraction }) => fraction);
}

function join(one: Rect, other: Rect): Rect {
  const width = Math.max(one.left + one.width, other.left + other.width) - one.left;
  const height = Math.max(one.top + one.height, other.top + other.height) - one.top;
  return { left: one.left, top: one.top, width, height };
}

function touches(from: Rect, to: Rect, side: Side): boolean {
  switch (side) {
    case 'left':
      return isSame(to.left + to.width, from.left);
    case 'right':
      return isSame(from.left + from.width, to.left);
    case 'up':
      return isSame(to.top + to.height, from.top);
    case 'down':
      return isSame(from.top + from.height, to.top);
  }
}

function commonEdge(from: Rect, to: Rect, side: Side): number {
  return side === 'left' || side === 'right'
    ? overlap(from.top, from.height, to.top, to.height)
    : overlap(from.left, from.width, to.left, to.width);
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < tolerance;
}
