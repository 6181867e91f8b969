// Which terminals of which instance have a tab here, and which one is shown. A terminal keeps its tab after it has
// exited, so that its last words can be read; it goes when it is closed or replaced here.
import type { Instance } from '@marina/protocol/session';

export type InstanceTabs = { terminals: string[]; active: string | undefined };
export type TerminalTabs = Record<string, InstanceTabs>;

export type TabsAction =
  /** What the manager says is open; other browsers open terminals too. */
  | { type: 'sync'; instances: readonly Instance[] }
  | { type: 'opened'; instance: string; terminal: string; replaces?: string }
  | { type: 'closed'; instance: string; terminal: string }
  | { type: 'selected'; instance: string; terminal: string };

export const noTabs: InstanceTabs = { terminals: [], active: undefined };

export function tabsReducer(tabs: TerminalTabs, action: TabsAction): TerminalTabs {
  if (action.type === 'sync') return sync(tabs, action.instances);
  const before = tabs[action.instance] ?? noTabs;
  return { ...tabs, [action.instance]: change(before, action) };
}

function sync(tabs: TerminalTabs, instances: readonly Instance[]): TerminalTabs {
  return Object.fromEntries(
    instances.map((instance) => {
      const { terminals, active } = tabs[instance.id] ?? noTabs;
      const added = instance.terminals.filter((terminal) => !terminals.includes(terminal));
      if (added.length === 0) return [instance.id, { terminals, active }];
      return [instance.id, { terminals: [...terminals, ...added], active: active ?? added[0] }];
    }),
  );
}

function change({ terminals, active }: InstanceTabs, action: Exclude<TabsAction, { type: 'sync' }>): InstanceTabs {
  switch (action.type) {
    case 'selected':
      return { terminals, active: action.terminal };
    case 'closed': {
      const at = terminals.indexOf(action.terminal);
      const left = terminals.filter((terminal) => terminal !== action.terminal);
      return { terminals: left, active: active === action.terminal ? left[Math.max(0, at - 1)] : active };
    }
    case 'opened': {
      const known = terminals.filter((terminal) => terminal !== action.terminal);
      const at = action.replaces ? known.indexOf(action.replaces) : -1;
      const next = at < 0 ? [...known, action.terminal] : known.with(at, action.terminal);
      return { terminals: next, active: action.terminal };
    }
  }
}
