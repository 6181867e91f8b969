import { expect, it } from 'vitest';
import { firstTerminals } from './first-layout.ts';

const places = (split: 'tabs' | 'columns' | 'rows' | 'grid', ...terminals: string[]) =>
  firstTerminals({ terminals, split }).map(({ instance, number, place }, index) => {
    const where = place(index === 0 ? undefined : 'trm_before');
    return `${instance}#${number} ${where.at === 'beside' ? where.direction : where.at}`;
  });

it('puts terminals beside each other as the lab says', () => {
  expect(places('columns', 'node1', 'node2')).toEqual(['node1#1 tab', 'node2#1 row']);
  expect(places('rows', 'node1', 'node1')).toEqual(['node1#1 tab', 'node1#2 column']);
  expect(places('tabs', 'node1', 'node2')).toEqual(['node1#1 tab', 'node2#1 tab']);
  expect(places('grid', 'node1', 'node2', 'node3')).toEqual(['node1#1 tab', 'node2#1 row', 'node3#1 column']);
});
