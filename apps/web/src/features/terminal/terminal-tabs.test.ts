import type { Instance } from '@marina/protocol/session';
import { expect, it } from 'vitest';
import { tabsReducer } from './terminal-tabs.ts';

const instance = (terminals: string[]): Instance => ({
  id: 'ins_a',
  name: 'node1',
  image: 'marina/docker',
  status: 'running',
  address: null,
  dockerReady: true,
  exposures: [],
  terminals,
});

const sync = (terminals: string[]) => ({ type: 'sync', instances: [instance(terminals)] }) as const;
const first = tabsReducer({}, sync(['trm_1', 'trm_2']));

it('shows the oldest terminal first', () => {
  expect(first).toEqual({ ins_a: { terminals: ['trm_1', 'trm_2'], active: 'trm_1' } });
});

it('a terminal that another browser opens gets a tab and does not take over', () => {
  expect(tabsReducer(first, sync(['trm_1', 'trm_2', 'trm_3'])).ins_a).toEqual({
    terminals: ['trm_1', 'trm_2', 'trm_3'],
    active: 'trm_1',
  });
});

it('a terminal that has exited keeps its tab', () => {
  expect(tabsReducer(first, sync(['trm_2'])).ins_a?.terminals).toEqual(['trm_1', 'trm_2']);
});

it('a new terminal takes the place of the one it replaces, also if the event came first', () => {
  const opened = { type: 'opened', instance: 'ins_a', terminal: 'trm_3', replaces: 'trm_1' } as const;
  const expected = { terminals: ['trm_3', 'trm_2'], active: 'trm_3' };
  expect(tabsReducer(first, opened).ins_a).toEqual(expected);
  expect(tabsReducer(tabsReducer(first, sync(['trm_1', 'trm_2', 'trm_3'])), opened).ins_a).toEqual(expected);
});

it('closing the shown tab shows its neighbour; an instance that is gone takes its tabs along', () => {
  const closed = tabsReducer(
    { ins_a: { terminals: ['trm_1', 'trm_2'], active: 'trm_2' } },
    {
      type: 'closed',
      instance: 'ins_a',
      terminal: 'trm_2',
    },
  );
  expect(closed.ins_a).toEqual({ terminals: ['trm_1'], active: 'trm_1' });
  expect(tabsReducer(closed, { type: 'sync', instances: [] })).toEqual({});
});
