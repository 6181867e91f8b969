import type { Instance } from '@marina/protocol/session';
import { describe, expect, it } from 'vitest';
import { findShownView, findViewOf, type Layout, noLayout } from './layout.ts';
import { type LayoutAction, layoutReducer } from './layout-reducer.ts';
import { terminalsOf } from './layout-tree.ts';

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

const sync = (instances: Record<string, string[]>): LayoutAction => ({
  type: 'sync',
  instances: Object.entries(instances).map(([id, terminals]) => instance(id, terminals)),
});

const run = (layout: Layout, ...actions: LayoutAction[]) => actions.reduce(layoutReducer, layout);
const beside = (of: string, direction: 'row' | 'column' = 'row') => ({ at: 'beside', of, direction }) as const;
const opened = (terminal: string, place: Extract<LayoutAction, { type: 'opened' }>['place'], on = 'n1') =>
  ({ type: 'opened', instance: on, terminal, place }) as const;

/** Views as `instance: its panes`, the active pane in capitals, `!` behind the view that its instance shows. */
const seen = (layout: Layout) =>
  layout.views.map((view) => {
    const panes = terminalsOf(view.tree).map((one) => (one === view.active ? one.toUpperCase() : one));
    const isShown = findShownView(layout, view.instance) === view;
    return `${view.instance}: ${panes.join(' ')}${view.isZoomed ? ' zoomed' : ''}${isShown ? ' !' : ''}`;
  });

const two = run(noLayout, sync({ n1: ['a'], n2: ['z'] }), { type: 'instance-chosen', instance: 'n1' });
const split = run(two, opened('b', beside('a')));

describe('what the manager says', () => {
  it('gives every terminal a tab, and shows the oldest one first', () => {
    const layout = run(noLayout, sync({ n1: ['a', 'b'], n2: ['z'] }));
    expect(seen(layout)).toEqual(['n1: A !', 'n1: B', 'n2: Z !']);
    expect(layout.terminals.b).toEqual({ instance: 'n1', number: 2 });
  });

  it('changes nothing when it is nothing new', () => {
    expect(run(split, sync({ n1: ['a', 'b'], n2: ['z'] }))).toBe(split);
  });

  it('a terminal that another browser opens gets a tab and does not take over', () => {
    expect(seen(run(two, sync({ n1: ['a', 'c'], n2: ['z'] })))).toEqual(['n1: A !', 'n2: Z !', 'n1: C']);
  });

  it('a terminal that has exited keeps its pane', () => {
    expect(seen(run(split, sync({ n1: ['b'], n2: ['z'] })))).toEqual(['n1: a B !', 'n2: Z !']);
  });

  it('an instance that is gone takes its panes along, also out of other views', () => {
    const mixed = run(two, { type: 'placed', terminal: 'z', place: beside('a') });
    expect(seen(mixed)).toEqual(['n1: a Z !']);
    expect(seen(run(mixed, sync({ n1: ['a'] })))).toEqual(['n1: A !']);
    expect(seen(run(mixed, sync({ n2: ['z'] })))).toEqual(['n2: Z !']);
    expect(run(mixed, sync({}))).toMatchObject({ terminals: {}, views: [], shown: {} });
  });
});

describe('opening', () => {
  it('a new tab is shown under its instance', () => {
    expect(seen(run(two, opened('b', { at: 'tab' })))).toEqual(['n1: A', 'n2: Z !', 'n1: B !']);
  });

  it('a split puts the new terminal into the view, also if the event came first', () => {
    expect(seen(split)).toEqual(['n1: a B !', 'n2: Z !']);
    const late = run(two, sync({ n1: ['a', 'b'], n2: ['z'] }), opened('b', beside('a')));
    expect(seen(late)).toEqual(seen(split));
  });

  it('a split of a pane that was closed meanwhile gets a tab', () => {
    const layout = run(split, { type: 'closed', terminal: 'b' }, opened('c', beside('b')));
    expect(seen(layout)).toEqual(['n1: A', 'n2: Z !', 'n1: C !']);
  });

  it('a new terminal takes over pane and number of the one it replaces, also if the event came first', () => {
    const first = run(split, opened('c', { at: 'pane', of: 'a' }));
    const late = run(split, sync({ n1: ['a', 'b', 'c'], n2: ['z'] }), opened('c', { at: 'pane', of: 'a' }));
    for (const layout of [first, late]) {
      expect(seen(layout)).toEqual(['n1: c B !', 'n2: Z !']);
      expect(layout.terminals.c).toEqual({ instance: 'n1', number: 1 });
      expect(seen(run(layout, sync({ n1: ['a', 'b', 'c'], n2: ['z'] })))).toEqual(seen(layout));
    }
  });

  it('does not take the eye to another instance', () => {
    const layout = run(two, opened('y', { at: 'tab' }, 'n2'));
    expect(layout.instance).toBe('n1');
    expect(seen(layout)).toEqual(['n1: A !', 'n2: Z', 'n2: Y !']);
  });

  it('numbers stay, and free ones are used again', () => {
    const layout = run(split, { type: 'closed', terminal: 'a' }, opened('c', { at: 'tab' }));
    expect([layout.terminals.b?.number, layout.terminals.c?.number]).toEqual([2, 1]);
  });
});

describe('closing', () => {
  it('makes the pane before it active', () => {
    expect(seen(run(split, { type: 'closed', terminal: 'b' }))).toEqual(['n1: A !', 'n2: Z !']);
  });

  it('leaves the active pane alone when it is another', () => {
    expect(seen(run(split, { type: 'closed', terminal: 'a' }))).toEqual(['n1: B !', 'n2: Z !']);
  });

  it('the last pane of a view takes the view along, and the one before it is shown', () => {
    const layout = run(two, opened('b', { at: 'tab' }), { type: 'closed', terminal: 'b' });
    expect(seen(layout)).toEqual(['n1: A !', 'n2: Z !']);
    expect(seen(run(layout, { type: 'closed', terminal: 'a' }))).toEqual(['n2: Z !']);
  });

  it('stays closed while the manager still names it, and no longer', () => {
    const closed = run(split, { type: 'closed', terminal: 'b' }, sync({ n1: ['a', 'b'], n2: ['z'] }));
    expect(seen(closed)).toEqual(['n1: A !', 'n2: Z !']);
    expect(run(closed, sync({ n1: ['a'], n2: ['z'] })).closed).toEqual([]);
  });

  it('a terminal that is not here is no matter', () => {
    expect(run(split, { type: 'closed', terminal: 'x' })).toBe(split);
  });
});

describe('terminals of several instances in one view', () => {
  const mixed = run(two, { type: 'placed', terminal: 'z', place: beside('a') });

  it('one comes beside another', () => {
    expect(seen(mixed)).toEqual(['n1: a Z !']);
    expect(findShownView(mixed, 'n2')).toBeUndefined();
  });

  it('and goes back behind a tab of its own, where the eye follows', () => {
    const layout = run(mixed, { type: 'placed', terminal: 'z', place: { at: 'tab' } });
    expect(seen(layout)).toEqual(['n1: A !', 'n2: Z !']);
    expect(layout.instance).toBe('n2');
  });

  it('a view without a terminal of its instance moves to another’s tab, which is shown', () => {
    const layout = run(mixed, { type: 'closed', terminal: 'a' });
    expect(seen(layout)).toEqual(['n2: Z !']);
    expect(layout.instance).toBe('n2');
  });

  it('nothing comes beside itself', () => {
    expect(seen(run(mixed, { type: 'placed', terminal: 'z', place: beside('z') }))).toEqual(seen(mixed));
  });
});

describe('the active pane', () => {
  const column = run(split, opened('c', beside('b', 'column')));

  it('is the one that got the keyboard', () => {
    expect(seen(run(split, { type: 'focused', terminal: 'a' }))[0]).toBe('n1: A b !');
    expect(run(split, { type: 'focused', terminal: 'b' })).toBe(split);
  });

  it('is found wherever it is', () => {
    const layout = run(two, opened('b', { at: 'tab' }), { type: 'focused', terminal: 'z' });
    expect(layout.instance).toBe('n2');
    expect(findShownView(run(layout, { type: 'focused', terminal: 'a' }), 'n1')?.active).toBe('a');
  });

  it('moves to a neighbour', () => {
    expect(findViewOf(run(column, { type: 'focus-moved', terminal: 'c', side: 'up' }), 'c')?.active).toBe('b');
    expect(run(column, { type: 'focus-moved', terminal: 'c', side: 'down' })).toBe(column);
  });

  it('trades places with the pane after it', () => {
    const moved = run(column, { type: 'pane-moved', terminal: 'c' });
    expect(seen(moved)[0]).toBe('n1: C b a !');
    expect(seen(run(moved, { type: 'pane-moved', terminal: 'c' }))[0]).toBe('n1: b C a !');
    expect(seen(run(two, { type: 'pane-moved', terminal: 'a' }))).toEqual(seen(two));
  });

  it('fills the view and gives it back', () => {
    const zoomed = run(split, { type: 'zoomed', terminal: 'b' });
    expect(seen(zoomed)[0]).toBe('n1: a B zoomed !');
    expect(seen(run(zoomed, { type: 'zoomed', terminal: 'a' }))[0]).toBe('n1: A b zoomed !');
    expect(seen(run(zoomed, { type: 'zoomed', terminal: 'b' }))[0]).toBe('n1: a B !');
    expect(seen(run(zoomed, opened('c', beside('b'))))[0]).toBe('n1: a b C !');
    expect(seen(run(zoomed, { type: 'closed', terminal: 'a' }))[0]).toBe('n1: B !');
    expect(seen(run(two, { type: 'zoomed', terminal: 'a' }))).toEqual(seen(two));
  });
});

it('a separator of one view moves', () => {
  const view = findViewOf(split, 'a');
  const layout = run(split, { type: 'resized', view: view?.id ?? '', path: [], index: 0, share: 0.3 });
  const tree = findViewOf(layout, 'a')?.tree;
  expect(tree?.is === 'split' && tree.parts.map(({ fraction }) => fraction)).toEqual([0.3, 0.7]);
});

it('a view is chosen by its tab', () => {
  const tabs = run(two, opened('b', { at: 'tab' }));
  const first = findViewOf(tabs, 'a')?.id ?? '';
  expect(seen(run(tabs, { type: 'view-chosen', view: first }))).toEqual(['n1: A !', 'n2: Z !', 'n1: B']);
  expect(run(tabs, { type: 'view-chosen', view: 'none' })).toBe(tabs);
});
