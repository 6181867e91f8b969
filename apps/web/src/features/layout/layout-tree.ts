// How the panes of one view share its area: a tree of splits, whose leaves are terminals. Pure functions.
import { z } from 'zod';

/** A row has its parts side by side, a column one below the other. */
export type Direction = 'row' | 'column';
export type Leaf = { is: 'leaf'; terminal: string };
/** The fractions of a split's parts add up to 1; it has two parts or more, none of them a split of its direction. */
export type Split = { is: 'split'; direction: Direction; parts: Part[] };
export type Part = { fraction: number; tree: Tree };
export type Tree = Leaf | Split;

export const treeSchema: z.ZodType<Tree> = z.lazy(() =>
  z.discriminatedUnion('is', [
    z.object({ is: z.literal('leaf'), terminal: z.string() }),
    z.object({
      is: z.literal('split'),
      direction: z.enum(['row', 'column']),
      parts: z.array(z.object({ fraction: z.number().min(0.001).max(1), tree: treeSchema })),
    }),
  ]),
);

/** What neither of two neighbours may go below, as a share of what they have together. */
const leastShare = 0.1;

export const leaf = (terminal: string): Leaf => ({ is: 'leaf', terminal });

/** Terminals from left to right and top to bottom. */
export function terminalsOf(tree: Tree): string[] {
  return tree.is === 'leaf' ? [tree.terminal] : tree.parts.flatMap((part) => terminalsOf(part.tree));
}

/** Puts `added` to the right of `terminal`, or below it; the two share its area. */
export function splitLeaf(tree: Tree, terminal: string, direction: Direction, added: string): Tree {
  if (tree.is === 'leaf') {
    return tree.terminal === terminal ? split(direction, [half(tree), half(leaf(added))]) : tree;
  }
  const parts = tree.parts.map((part) => ({ ...part, tree: splitLeaf(part.tree, terminal, direction, added) }));
  return split(tree.direction, parts);
}

/** The tree without this terminal; undefined if nothing is left. */
export function removeLeaf(tree: Tree, terminal: string): Tree | undefined {
  return keepLeaves(tree, (other) => other !== terminal);
}

/** The tree of the leaves that `keep` accepts; the area of another goes to the neighbour before it. */
export function keepLeaves(tree: Tree, keep: (terminal: string) => boolean): Tree | undefined {
  if (tree.is === 'leaf') return keep(tree.terminal) ? tree : undefined;
  const parts: Part[] = [];
  let freed = 0;
  for (const { fraction, tree: before } of tree.parts) {
    const after = keepLeaves(before, keep);
    const heir = parts.at(-1);
    if (after) {
      parts.push({ fraction: fraction + freed, tree: after });
      freed = 0;
    } else if (heir) heir.fraction += fraction;
    else freed += fraction;
  }
  return parts.length === 0 ? undefined : split(tree.direction, parts);
}

/** Renames leaves: for another terminal in a pane, and for two panes that trade places. */
export function mapLeaves(tree: Tree, rename: (terminal: string) => string): Tree {
  if (tree.is === 'leaf') return leaf(rename(tree.terminal));
  return { ...tree, parts: tree.parts.map((part) => ({ ...part, tree: mapLeaves(part.tree, rename) })) };
}

export function swapLeaves(tree: Tree, one: string, other: string): Tree {
  return mapLeaves(tree, (terminal) => (terminal === one ? other : terminal === other ? one : terminal));
}

/**
 * Moves the separator behind part `index` of the split at `path`: the part before it gets `share` of what the two
 * have together.
 */
export function moveSeparator(tree: Tree, path: readonly number[], index: number, share: number): Tree {
  if (tree.is === 'leaf') return tree;
  const [step, ...rest] = path;
  if (step !== undefined) {
    const parts = tree.parts.map((part, at) =>
      at === step ? { ...part, tree: moveSeparator(part.tree, rest, index, share) } : part,
    );
    return { ...tree, parts };
  }
  const before = tree.parts[index];
  const after = tree.parts[index + 1];
  if (!before || !after || !Number.isFinite(share)) return tree;
  const both = before.fraction + after.fraction;
  const fraction = both * Math.min(1 - leastShare, Math.max(leastShare, share));
  const parts = tree.parts.with(index, { ...before, fraction });
  return { ...tree, parts: parts.with(index + 1, { ...after, fraction: both - fraction }) };
}

/** A split that keeps its promises, whatever parts it is given. */
function split(direction: Direction, given: readonly Part[]): Tree {
  const [only] = given;
  if (only && given.length === 1) return only.tree;
  const parts = given.flatMap((part) =>
    part.tree.is === 'split' && part.tree.direction === direction ? scale(part.tree.parts, part.fraction) : [part],
  );
  return { is: 'split', direction, parts: scale(parts, 1) };
}

function scale(parts: readonly Part[], whole: number): Part[] {
  const sum = parts.reduce((total, { fraction }) => total + fraction, 0);
  return parts.map((part) => ({ ...part, fraction: (part.fraction / sum) * whole }));
}

function half(tree: Tree): Part {
  return { fraction: 0.5, tree };
}
