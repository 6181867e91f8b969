import { expect, it } from 'vitest';
import { commonProcessors, parseProcessors } from './processor-list.ts';

it('ranges and single processors make one list', () => {
  expect(parseProcessors('0-3,6\n')).toEqual([0, 1, 2, 3, 6]);
  expect(parseProcessors('1')).toEqual([1]);
  expect(parseProcessors('\n')).toEqual([]);
});

it('what two lists have in common is a list again', () => {
  expect(commonProcessors('0-3', '0-2')).toBe('0,1,2');
  expect(commonProcessors('3', '0-2')).toBe('');
});
