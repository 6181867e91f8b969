import { expect, it } from 'vitest';
import { chooseKept } from './choose-kept.ts';
import { splitOf } from './split.ts';

const none = new Set<string>();

it('one session never takes all processors', () => {
  expect(chooseKept(['a'], none, 1)).toEqual(new Set(['a']));
  expect(chooseKept(['a', 'a', 'a'], none, 1)).toEqual(new Set(['a']));
});

it('when more sessions burn than there are processors for load, the others run everywhere', () => {
  expect(chooseKept(['a', 'b', 'c'], none, 2)).toEqual(new Set(['a', 'b']));
});

it('who is kept stays so while it burns, and makes room then', () => {
  expect(chooseKept(['b', 'a'], new Set(['a']), 1)).toEqual(new Set(['a']));
  expect(chooseKept(['b'], new Set(['a']), 1)).toEqual(new Set(['b']));
});

it('all processors but the last are for load', () => {
  expect(splitOf('0-3\n')).toEqual({ forLoad: '0,1,2', count: 3 });
  expect(splitOf('0-1\n')).toEqual({ forLoad: '0', count: 1 });
  expect(splitOf('0\n')).toBeUndefined();
});
