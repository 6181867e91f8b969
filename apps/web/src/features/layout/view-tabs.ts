// The tabs of one instance: a view behind each. Where panes have no room beside each other, each pane has its own.
import type { Layout, View } from './layout.ts';
import { viewsOf } from './layout.ts';
import type { LayoutAction } from './layout-reducer.ts';
import { terminalsOf } from './layout-tree.ts';

export type ViewTab = {
  value: string;
  /** The terminal it is called after, and how many others are with it. */
  terminal: string;
  more: number;
  choose: LayoutAction;
};

export function viewTabs(layout: Layout, instance: string, isNarrow: boolean): ViewTab[] {
  return viewsOf(layout, instance).flatMap((view) => (isNarrow ? paneTabs(view) : [viewTab(layout, view)]));
}

/** The tab that is the shown one. */
export function shownTab(view: View, isNarrow: boolean): string {
  return isNarrow ? view.active : view.id;
}

function paneTabs(view: View): ViewTab[] {
  return terminalsOf(view.tree).map((terminal) => ({
    value: terminal,
    terminal,
    more: 0,
    choose: { type: 'focused', terminal },
  }));
}

function viewTab(layout: Layout, view: View): ViewTab {
  const panes = terminalsOf(view.tree);
  const own = panes.find((terminal) => layout.terminals[terminal]?.instance === view.instance);
  const choose: LayoutAction = { type: 'view-chosen', view: view.id };
  return { value: view.id, terminal: own ?? view.active, more: panes.length - 1, choose };
}
