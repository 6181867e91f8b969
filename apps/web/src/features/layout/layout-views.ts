// The steps that changes of a layout are made of. After each, no view is empty, none belongs to an instance of which
// it has no terminal, and the pane that is active in it exists.
import { findViewOf, type Layout, type View, viewsOf } from './layout.ts';
import { leaf, removeLeaf, terminalsOf } from './layout-tree.ts';

/** Makes a terminal known, under the lowest number that is free in its instance. It has no pane yet. */
export function addTerminal(layout: Layout, instance: string, terminal: string): Layout {
  if (layout.terminals[terminal]) return layout;
  const known = Object.values(layout.terminals).filter((other) => other.instance === instance);
  const taken = new Set(known.map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number += 1;
  return { ...layout, terminals: { ...layout.terminals, [terminal]: { instance, number } } };
}

/** A new view, behind those that there are. */
export function addView(layout: Layout, instance: string, terminal: string): Layout {
  const taken = new Set(layout.views.map(({ id }) => id));
  let number = layout.views.length + 1;
  while (taken.has(`view-${number}`)) number += 1;
  const view: View = { id: `view-${number}`, instance, tree: leaf(terminal), active: terminal, isZoomed: false };
  return { ...layout, views: [...layout.views, view] };
}

export function changeView(layout: Layout, id: string, change: (view: View) => View): Layout {
  return { ...layout, views: layout.views.map((view) => (view.id === id ? change(view) : view)) };
}

export function changeViewOf(layout: Layout, terminal: string, change: (view: View) => View): Layout {
  const view = findViewOf(layout, terminal);
  return view ? changeView(layout, view.id, change) : layout;
}

/** Has the terminal's view shown under its instance's tab, with this pane active. */
export function showTerminal(layout: Layout, terminal: string): Layout {
  const view = findViewOf(layout, terminal);
  if (!view) return layout;
  const next = changeView(layout, view.id, (before) => ({ ...before, active: terminal }));
  return { ...next, shown: { ...next.shown, [view.instance]: view.id } };
}

/** Takes the terminal's pane away; the terminal stays known. */
export function dropTerminal(layout: Layout, terminal: string): Layout {
  const view = findViewOf(layout, terminal);
  if (!view) return layout;
  const tree = removeLeaf(view.tree, terminal);
  if (!tree) return dropView(layout, view);
  const left = terminalsOf(tree);
  const heir = left[Math.max(0, terminalsOf(view.tree).indexOf(terminal) - 1)] ?? view.active;
  const active = view.active === terminal ? heir : view.active;
  const next = { ...view, tree, active, isZoomed: view.isZoomed && left.length > 1 };
  return rehome(
    changeView(layout, view.id, () => next),
    next,
  );
}

export function forgetTerminal(layout: Layout, terminal: string): Layout {
  const dropped = dropTerminal(layout, terminal);
  const { [terminal]: _forgotten, ...terminals } = dropped.terminals;
  return { ...dropped, terminals };
}

/** Its instance shows the view before it instead. */
function dropView(layout: Layout, view: View): Layout {
  const siblings = viewsOf(layout, view.instance);
  const at = siblings.indexOf(view);
  const heir = siblings[at - 1] ?? siblings[at + 1];
  const views = layout.views.filter((other) => other !== view);
  if (layout.shown[view.instance] !== view.id) return { ...layout, views };
  const { [view.instance]: _dropped, ...others } = layout.shown;
  return { ...layout, views, shown: heir ? { ...others, [view.instance]: heir.id } : others };
}

/** A view that has lost the last terminal of its instance moves to that of its active pane, and takes the eye along. */
function rehome(layout: Layout, view: View): Layout {
  const homes = terminalsOf(view.tree).map((terminal) => layout.terminals[terminal]?.instance);
  const home = layout.terminals[view.active]?.instance;
  if (home === undefined || homes.includes(view.instance)) return layout;
  const moved = changeView(layout, view.id, (before) => ({ ...before, instance: home }));
  const heir = viewsOf(moved, view.instance)[0];
  if (layout.shown[view.instance] !== view.id) return moved;
  const { [view.instance]: _left, ...others } = moved.shown;
  const shown = { ...others, ...(heir && { [view.instance]: heir.id }), [home]: view.id };
  return { ...moved, shown, instance: moved.instance === view.instance ? home : moved.instance };
}
