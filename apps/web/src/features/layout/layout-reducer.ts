// Everything that may happen to the layout of a session's page.
import type { Instance } from '@marina/protocol/session';
import { findViewOf, type Layout, type View } from './layout.ts';
import { findNeighbour, type Side } from './layout-geometry.ts';
import { type Direction, mapLeaves, moveSeparator, splitLeaf, swapLeaves, terminalsOf } from './layout-tree.ts';
import {
  addTerminal,
  addView,
  changeView,
  changeViewOf,
  dropTerminal,
  forgetTerminal,
  showTerminal,
} from './layout-views.ts';
import { syncLayout } from './sync-layout.ts';

/** Where a terminal goes: behind a tab of its own, into another's pane, or next to another. */
export type Place = { at: 'tab' } | { at: 'pane'; of: string } | { at: 'beside'; of: string; direction: Direction };

export type LayoutAction =
  /** What the manager says is open; other browsers open terminals too. */
  | { type: 'sync'; instances: readonly Instance[] }
  | { type: 'restored'; layout: Layout }
  | { type: 'opened'; instance: string; terminal: string; place: Place }
  | { type: 'placed'; terminal: string; place: Exclude<Place, { at: 'pane' }> }
  | { type: 'closed'; terminal: string }
  | { type: 'focused'; terminal: string }
  | { type: 'focus-moved'; terminal: string; side: Side }
  | { type: 'pane-moved'; terminal: string }
  | { type: 'zoomed'; terminal: string }
  | { type: 'resized'; view: string; path: readonly number[]; index: number; share: number }
  | { type: 'instance-chosen'; instance: string }
  | { type: 'view-chosen'; view: string };

export function layoutReducer(layout: Layout, action: LayoutAction): Layout {
  switch (action.type) {
    case 'sync':
      return syncLayout(layout, action.instances);
    case 'restored':
      return action.layout;
    case 'opened':
      return open(layout, action.instance, action.terminal, action.place);
    case 'placed':
      return focus(place(layout, action.terminal, action.place), action.terminal);
    case 'closed':
      return close(layout, action.terminal);
    case 'focused':
      return focus(layout, action.terminal);
    case 'focus-moved':
      return moveFocus(layout, action.terminal, action.side);
    case 'pane-moved':
      return changeViewOf(layout, action.terminal, (view) => movePane(view, action.terminal));
    case 'zoomed':
      return changeViewOf(layout, action.terminal, (view) => zoom(view, action.terminal));
    case 'resized':
      return changeView(layout, action.view, (view) => ({
        ...view,
        tree: moveSeparator(view.tree, action.path, action.index, action.share),
      }));
    case 'instance-chosen':
      return { ...layout, instance: action.instance };
    case 'view-chosen':
      return chooseView(layout, action.view);
  }
}

function open(layout: Layout, instance: string, terminal: string, where: Place): Layout {
  // The manager's event may have come first, and given it a tab.
  const known = dropTerminal(addTerminal(layout, instance, terminal), terminal);
  return where.at === 'pane' ? replace(known, where.of, terminal) : place(known, terminal, where);
}

/** The new one takes over the pane of the old one, and its number. */
function replace(layout: Layout, old: string, terminal: string): Layout {
  const view = findViewOf(layout, old);
  const { [old]: replaced, [terminal]: added, ...others } = layout.terminals;
  if (!view || !replaced || !added) return place(layout, terminal, { at: 'tab' });
  const tree = mapLeaves(view.tree, (other) => (other === old ? terminal : other));
  const active = view.active === old ? terminal : view.active;
  const next = changeView(layout, view.id, (before) => ({ ...before, tree, active }));
  const terminals = { ...others, [terminal]: { ...added, number: replaced.number } };
  return { ...next, terminals, closed: [...next.closed, old] };
}

function place(layout: Layout, terminal: string, where: Exclude<Place, { at: 'pane' }>): Layout {
  const instance = layout.terminals[terminal]?.instance;
  if (instance === undefined || (where.at === 'beside' && where.of === terminal)) return layout;
  const without = dropTerminal(layout, terminal);
  const target = where.at === 'beside' ? findViewOf(without, where.of) : undefined;
  if (where.at === 'tab' || !target) return showTerminal(addView(without, instance, terminal), terminal);
  const tree = splitLeaf(target.tree, where.of, where.direction, terminal);
  return showTerminal(
    changeView(without, target.id, (view) => ({ ...view, tree, isZoomed: false })),
    terminal,
  );
}

function close(layout: Layout, terminal: string): Layout {
  if (!layout.terminals[terminal]) return layout;
  return forgetTerminal({ ...layout, closed: [...layout.closed, terminal] }, terminal);
}

/** Shows the terminal, whatever is in the way, and makes its pane the active one. */
function focus(layout: Layout, terminal: string): Layout {
  const view = findViewOf(layout, terminal);
  if (!view) return layout;
  const isShown = layout.instance === view.instance && layout.shown[view.instance] === view.id;
  if (isShown && view.active === terminal) return layout;
  return { ...showTerminal(layout, terminal), instance: view.instance };
}

function moveFocus(layout: Layout, terminal: string, side: Side): Layout {
  const view = findViewOf(layout, terminal);
  const neighbour = view && findNeighbour(view.tree, terminal, side);
  return neighbour === undefined ? layout : focus(layout, neighbour);
}

/** Trades places with the pane after it; the last one with the first. */
function movePane(view: View, terminal: string): View {
  const panes = terminalsOf(view.tree);
  const next = panes[(panes.indexOf(terminal) + 1) % panes.length];
  return next === undefined || next === terminal ? view : { ...view, tree: swapLeaves(view.tree, terminal, next) };
}

function zoom(view: View, terminal: string): View {
  if (view.tree.is === 'leaf') return view;
  return { ...view, active: terminal, isZoomed: view.active !== terminal || !view.isZoomed };
}

function chooseView(layout: Layout, id: string): Layout {
  const view = layout.views.find((other) => other.id === id);
  return view ? focus(layout, view.active) : layout;
}
