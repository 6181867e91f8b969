import { expect, it } from 'vitest';
import { noSuchName } from './name-server.ts';

/** `docker.io A`, id 0x1234, recursion desired, with an EDNS record behind the question. */
const query = Buffer.from(
  '1234010000010000000000010664 6f636b657202696f0000010001 0000291000000000000000'.replaceAll(' ', ''),
  'hex',
);

it('says that there is no such name, to the question that was asked', () => {
  const answer = noSuchName(query);
  expect(answer?.subarray(0, 12).toString('hex')).toBe('123481830001000000000000');
  expect(answer?.subarray(12).toString('hex')).toBe('06646f636b657202696f0000010001');
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['an answer', Buffer.from(query).fill(0x81, 2, 3)],
  ['a name that runs past the end', query.subarray(0, 20)],
  ['a compressed name', Buffer.concat([query.subarray(0, 12), Buffer.from('c00c00010001', 'hex')])],
])('%s gets no answer', (_what, bytes) => {
  expect(noSuchName(bytes)).toBeUndefined();
});
