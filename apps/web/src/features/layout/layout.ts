// What is shown where on a session's page: terminals in panes, panes in views, views behind the tabs of an instance.
// Every terminal known here has exactly one pane. A view belongs to an instance, and may hold terminals of others.
import type { Tree } from './layout-tree.ts';
import { terminalsOf } from './layout-tree.ts';

export type View = {
  id: string;
  /** The instance under whose tab it is found. */
  instance: string;
  tree: Tree;
  /** The pane that has, or last had, the keyboard. */
  active: string;
  /** The active pane fills the view. */
  isZoomed: boolean;
};

export type KnownTerminal = { instance: string; number: number };

export type Layout = {
  terminals: Readonly<Record<string, KnownTerminal>>;
  views: readonly View[];
  /** The chosen instance; it may be one that has no view, or none that is there yet. */
  instance: string | undefined;
  /** The view that each instance shows. */
  shown: Readonly<Record<string, string>>;
  /** Closed here; the manager may name them a little longer. */
  closed: readonly string[];
};

export const noLayout: Layout = { terminals: {}, views: [], instance: undefined, shown: {}, closed: [] };

export function findViewOf(layout: Layout, terminal: string): View | undefined {
  return layout.views.find((view) => terminalsOf(view.tree).includes(terminal));
}

export function viewsOf(layout: Layout, instance: string): View[] {
  return layout.views.filter((view) => view.instance === instance);
}

export function findShownView(layout: Layout, instance: string | undefined): View | undefined {
  if (instance === undefined) return undefined;
  const views = viewsOf(layout, instance);
  return views.find(({ id }) => id === layout.shown[instance]) ?? views[0];
}

/** Terminals of an instance, wherever their panes are. */
export function terminalsOfInstance(layout: Layout, instance: string): string[] {
  return Object.keys(layout.terminals).filter((terminal) => layout.terminals[terminal]?.instance === instance);
}

/** Terminals of an instance by their numbers. */
export function numberedTerminals(layout: Layout, instance: string): ReadonlyMap<number, string> {
  const terminals = terminalsOfInstance(layout, instance);
  return new Map(terminals.map((terminal) => [layout.terminals[terminal]?.number ?? 0, terminal]));
}
