import type { Instance } from '@marina/protocol/session';
import { beforeEach, describe, expect, it } from 'vitest';
import { findViewOf, type Layout, noLayout } from './layout.ts';
import { layoutReducer } from './layout-reducer.ts';
import { terminalsOf } from './layout-tree.ts';
import { dropOldLayouts, type LayoutStore, restoreLayout, saveLayout } from './stored-layout.ts';

const instance = (id: string, terminals: string[]): Instance => ({
  id,
  name: id,
  image: 'marina/docker',
  status: 'running',
  address: null,
  dockerReady: true,
  exposures: [],
  terminals,
});

class FakeStore implements LayoutStore {
  readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

let store: FakeStore;
beforeEach(() => {
  store = new FakeStore();
});

const both = [instance('n1', ['a', 'b', 'c']), instance('n2', ['z'])];
const beside = (of: string) => ({ at: 'beside', of, direction: 'row' }) as const;
const arranged: Layout = [
  { type: 'sync', instances: both } as const,
  { type: 'placed', terminal: 'b', place: beside('a') } as const,
  { type: 'placed', terminal: 'z', place: beside('b') } as const,
  { type: 'zoomed', terminal: 'z' } as const,
].reduce(layoutReducer, noLayout);

const panes = (layout: Layout) => layout.views.map((view) => terminalsOf(view.tree).join(' '));

describe('a reload', () => {
  beforeEach(() => saveLayout(store, 'ses_1', arranged, 0));

  it('finds everything as it was', () => {
    expect(panes(arranged)).toEqual(['a b z', 'c']);
    expect(restoreLayout(store, 'ses_1', both)).toEqual(arranged);
  });

  it('misses terminals that are gone, and has tabs for new ones', () => {
    const layout = restoreLayout(store, 'ses_1', [instance('n1', ['b', 'c', 'd'])]);
    expect(panes(layout)).toEqual(['b', 'c', 'd']);
    expect(findViewOf(layout, 'b')).toMatchObject({ instance: 'n1', active: 'b', isZoomed: false });
    expect(layout.terminals).toMatchObject({ b: { number: 2 }, c: { number: 3 }, d: { number: 1 } });
  });

  it('gives a view to the instance that is left in it', () => {
    const layout = restoreLayout(store, 'ses_1', [instance('n2', ['z'])]);
    expect(findViewOf(layout, 'z')?.instance).toBe('n2');
  });

  it('of another session knows nothing of this one', () => {
    expect(panes(restoreLayout(store, 'ses_2', both))).toEqual(['a', 'b', 'c', 'z']);
  });
});

describe('rubbish', () => {
  const leaf = { is: 'leaf', terminal: 'a' };
  const view = { id: 'view-1', instance: 'n1', tree: leaf, active: 'a', isZoomed: true };
  const whole = { savedAtMs: 0, numbers: {}, views: [view], shown: {} };

  it.each([
    'null',
    '{',
    '[]',
    '{"views":3}',
    JSON.stringify({ ...whole, views: [{ ...view, tree: { is: 'split', direction: 'row', parts: [] } }] }),
    JSON.stringify({ ...whole, numbers: { a: -1 } }),
    `{"savedAtMs":0,"numbers":{},"shown":{},"views":[{"tree":${'{"is":"split","direction":"row","parts":[{"fraction":1,"tree":'.repeat(9000)}`,
    JSON.stringify({ ...whole, views: [view, view, { ...view, id: 'view-2' }] }),
    JSON.stringify({ ...whole, numbers: { a: 1, b: 1, c: 1 } }),
    JSON.stringify({ ...whole, instance: 'gone', shown: { n1: 'gone', gone: 'view-1' } }),
    JSON.stringify({ ...whole, views: [{ ...view, active: 'gone', instance: 'gone' }] }),
  ])('number %# is no obstacle, and hides no terminal', (text) => {
    store.setItem('marina.layout.ses_1', text);
    const layout = restoreLayout(store, 'ses_1', both);
    expect(panes(layout).toSorted()).toEqual(['a', 'b', 'c', 'z']);
    expect(new Set(Object.values(layout.terminals).map(({ instance: home, number }) => `${home} ${number}`)).size).toBe(
      4,
    );
    for (const { active, isZoomed, tree } of layout.views) {
      expect(terminalsOf(tree)).toContain(active);
      expect(isZoomed).toBe(false);
    }
  });

  it.each([100, 1000, 5000])('%d splits in one another are no obstacle either', (depth) => {
    const opening = '{"is":"split","direction":"row","parts":[{"fraction":1,"tree":'.repeat(depth);
    const text = JSON.stringify({ ...whole, views: [{ ...view, tree: 'TREE' }] });
    store.setItem(
      'marina.layout.ses_1',
      text.replace('"TREE"', `${opening}${JSON.stringify(leaf)}${'}]}'.repeat(depth)}`),
    );
    expect(panes(restoreLayout(store, 'ses_1', both))).toHaveLength(4);
  });
});

it('a store that refuses is no obstacle', () => {
  const refuse = () => {
    throw new Error('refused');
  };
  Object.assign(store, { getItem: refuse, setItem: refuse });
  expect(() => saveLayout(store, 'ses_1', arranged, 0)).not.toThrow();
  expect(panes(restoreLayout(store, 'ses_1', both))).toHaveLength(4);
});

it('layouts of sessions that ended long ago are forgotten, and nothing else', () => {
  const day = 24 * 3_600_000;
  saveLayout(store, 'old', arranged, 0);
  saveLayout(store, 'new', arranged, 5 * day);
  store.setItem('marina.layout.broken', '?');
  store.setItem('other', '?');
  dropOldLayouts(store, 8 * day);
  expect([...store.items.keys()]).toEqual(['marina.layout.new', 'other']);
});
