import { expect, it } from 'vitest';
import { mendRecords } from './half-removed-networks.ts';

const network = (inDelete: boolean, pools: string) =>
  `{"addrSpace":"LocalDefault","id":"f05e","inDelete":${inDelete},"ipamType":"default","ipamV4Config":"[{}]",${pools}"name":"ses_x","scope":"local"}`;
const page = (...records: string[]) => `\0\x01\xff${records.join('\0\x02docker/network/v1.0/network/f05e/')}\0\0`;

it('a network whose removal was cut off is left without address management, in the same number of bytes', () => {
  const store = page(network(false, '"ipamV4Info":"[{}]",'), network(true, ''));
  const { mended, count } = mendRecords(store);
  expect(count).toBe(1);
  expect(mended).toHaveLength(store.length);
  expect(mended).toContain(network(false, '"ipamV4Info":"[{}]",'));
  const [, cut] = mended.split('network/f05e/');
  expect(JSON.parse((cut ?? '').replaceAll('\0', ''))).toMatchObject({
    inDelete: true,
    ipamType: 'null',
    name: 'ses_x',
  });
});

it.each([
  ['a sound network', page(network(false, ''))],
  ['one being removed that still has its pools', page(network(true, '"ipamV4Info":"[{}]",'))],
  ['an empty store', ''],
])('%s is left as it is', (_what, store) => {
  expect(mendRecords(store)).toEqual({ mended: store, count: 0 });
});
