// The layout of a session as this browser remembers it, from one load of the page to the next.
import type { Instance } from '@marina/protocol/session';
import { z } from 'zod';
import { type Layout, noLayout, type View } from './layout.ts';
import { keepLeaves, terminalsOf, treeSchema } from './layout-tree.ts';
import { addTerminal } from './layout-views.ts';
import { syncLayout } from './sync-layout.ts';

const storedSchema = z.object({
  savedAtMs: z.number(),
  numbers: z.record(z.string(), z.number().int().min(1).max(999)),
  views: z.array(
    z.object({ id: z.string(), instance: z.string(), tree: treeSchema, active: z.string(), isZoomed: z.boolean() }),
  ),
  instance: z.string().optional(),
  shown: z.record(z.string(), z.string()),
});
type Stored = z.infer<typeof storedSchema>;

/** What of it is needed from the browser's local storage. */
export type LayoutStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'marina.layout.';
/** No session lasts this long. */
const keptMs = 7 * 24 * 3_600_000;

/** A browser that refuses to remember is no reason to fail. */
export function saveLayout(store: LayoutStore, session: string, layout: Layout, nowMs: number): void {
  const { views, instance, shown, terminals } = layout;
  const numbers = Object.fromEntries(Object.entries(terminals).map(([terminal, { number }]) => [terminal, number]));
  const stored: Stored = { savedAtMs: nowMs, numbers, views: [...views], instance, shown: { ...shown } };
  try {
    store.setItem(prefix + session, JSON.stringify(stored));
  } catch {}
}

/** The remembered layout of what is still there, or the layout of a first visit. */
export function restoreLayout(store: LayoutStore, session: string, instances: readonly Instance[]): Layout {
  const stored = read(store, prefix + session);
  return syncLayout(stored ? prune(stored, instances) : noLayout, instances);
}

export function hasStoredLayout(store: LayoutStore, session: string): boolean {
  return read(store, prefix + session) !== undefined;
}

/** Forgets layouts of sessions that ended long ago. */
export function dropOldLayouts(store: LayoutStore, nowMs: number): void {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  for (const key of keys.filter((other) => other.startsWith(prefix))) {
    const savedAtMs = read(store, key)?.savedAtMs ?? 0;
    if (nowMs - savedAtMs > keptMs) store.removeItem(key);
  }
}

function read(store: LayoutStore, key: string): Stored | undefined {
  try {
    return storedSchema.safeParse(JSON.parse(store.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function prune(stored: Stored, instances: readonly Instance[]): Layout {
  const homes = new Map(instances.flatMap(({ id, terminals }) => terminals.map((terminal) => [terminal, id] as const)));
  const placed = new Set<string>();
  const isLeft = (terminal: string) => homes.has(terminal) && !placed.has(terminal) && placed.add(terminal).size > 0;
  const views = new Map<string, View>();
  for (const view of stored.views) {
    const tree = views.has(view.id) ? undefined : keepLeaves(view.tree, isLeft);
    if (!tree) continue;
    const panes = terminalsOf(tree);
    const active = panes.includes(view.active) ? view.active : (panes[0] ?? view.active);
    const isHome = panes.some((terminal) => homes.get(terminal) === view.instance);
    const instance = isHome ? view.instance : (homes.get(active) ?? view.instance);
    views.set(view.id, { ...view, tree, active, instance, isZoomed: view.isZoomed && panes.length > 1 });
  }
  const { instance, shown } = stored;
  const known = [...placed].map((terminal) => ({ terminal, instance: homes.get(terminal) ?? '' }));
  return { ...noLayout, terminals: numbered(stored, known), views: [...views.values()], instance, shown };
}

/** Terminals keep their numbers, unless two of an instance claim the same one. */
function numbered({ numbers }: Stored, known: readonly { terminal: string; instance: string }[]): Layout['terminals'] {
  const taken = new Set<string>();
  let layout = noLayout;
  for (const { terminal, instance } of known) {
    const number = numbers[terminal];
    if (number === undefined || taken.has(`${instance} ${number}`)) continue;
    taken.add(`${instance} ${number}`);
    layout = { ...layout, terminals: { ...layout.terminals, [terminal]: { instance, number } } };
  }
  return known.reduce((next, { terminal, instance }) => addTerminal(next, instance, terminal), layout).terminals;
}
