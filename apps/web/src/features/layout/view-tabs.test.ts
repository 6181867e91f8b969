import { expect, it } from 'vitest';
import { findViewOf, type Layout, noLayout } from './layout.ts';
import { type LayoutAction, layoutReducer } from './layout-reducer.ts';
import { shownTab, viewTabs } from './view-tabs.ts';

const beside = { at: 'beside', of: 'a', direction: 'row' } as const;
const actions: LayoutAction[] = [
  { type: 'opened', instance: 'n1', terminal: 'a', place: { at: 'tab' } },
  { type: 'opened', instance: 'n2', terminal: 'z', place: beside },
  { type: 'opened', instance: 'n1', terminal: 'b', place: { at: 'tab' } },
];
const layout: Layout = actions.reduce(layoutReducer, noLayout);
const first = findViewOf(layout, 'a');
const values = (isNarrow: boolean) =>
  viewTabs(layout, 'n1', isNarrow).map(({ terminal, more }) => `${terminal} +${more}`);

it('a tab stands for a view, and is called after a terminal of its own instance', () => {
  expect(values(false)).toEqual(['a +1', 'b +0']);
  expect(viewTabs(layout, 'n2', false)).toEqual([]);
});

it('where there is no room, each pane has one', () => {
  expect(values(true)).toEqual(['a +0', 'z +0', 'b +0']);
});

it.each([true, false])('choosing a tab makes it the shown one (narrow: %s)', (isNarrow) => {
  for (const { value, choose } of viewTabs(layout, 'n1', isNarrow)) {
    const next = layoutReducer(layout, choose);
    const view = next.views.find(({ id }) => id === next.shown.n1);
    expect(view && shownTab(view, isNarrow)).toBe(value);
  }
});

it('what is shown is the view, or its active pane', () => {
  expect(first && [shownTab(first, false), shownTab(first, true)]).toEqual([first?.id, 'z']);
});
