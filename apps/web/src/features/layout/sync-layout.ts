// Brings a layout in line with what the manager says. A terminal keeps its pane after it has exited, so that its last
// words can be read; it goes when it is closed or replaced here, or when its instance is gone.
import type { Instance } from '@marina/protocol/session';
import { findShownView, type Layout } from './layout.ts';
import { addTerminal, addView, forgetTerminal, showTerminal } from './layout-views.ts';

export function syncLayout(layout: Layout, instances: readonly Instance[]): Layout {
  const ids = new Set(instances.map(({ id }) => id));
  const gone = Object.keys(layout.terminals).filter((terminal) => !ids.has(layout.terminals[terminal]?.instance ?? ''));
  const open = new Set(instances.flatMap(({ terminals }) => terminals));
  const closed = layout.closed.filter((terminal) => open.has(terminal));
  const kept = gone.reduce(forgetTerminal, closed.length === layout.closed.length ? layout : { ...layout, closed });
  return instances.reduce(addTerminals, kept);
}

/** A terminal that is new here gets a tab, and does not take over. */
function addTerminals(layout: Layout, { id, terminals }: Instance): Layout {
  const added = terminals.filter((terminal) => !layout.terminals[terminal] && !layout.closed.includes(terminal));
  const next = added.reduce((before, terminal) => addView(addTerminal(before, id, terminal), id, terminal), layout);
  const shown = findShownView(next, id);
  return added.length === 0 || !shown || layout.shown[id] ? next : showTerminal(next, shown.active);
}
