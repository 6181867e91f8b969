import { expect, it } from 'vitest';
import { addressAnswer, hasClosedAddress, noSuchName, type Question, readQuestion } from './dns-message.ts';

/** `docker.io A`, id 0x1234, recursion desired, with an EDNS record behind the question. */
const query = Buffer.from('12340100000100000000000106646f636b657202696f00000100010000291000000000000000', 'hex');

function question(): Question {
  const read = readQuestion(query);
  if (!read) throw new Error('the query is sound');
  return read;
}

it('reads the question', () => {
  expect(question()).toMatchObject({ name: 'docker.io', type: 1 });
});

it('says that there is no such name, to the question that was asked', () => {
  const answer = noSuchName(question());
  expect(answer.subarray(0, 12).toString('hex')).toBe('123481830001000000000000');
  expect(answer.subarray(12).toString('hex')).toBe('06646f636b657202696f0000010001');
});

it('answers with an address, and that there is none of another type', () => {
  const answer = addressAnswer(question(), '100.127.1.7');
  expect(answer.toString('hex')).toBe(
    '12348180000100010000000006646f636b657202696f0000010001c00c000100010000003c0004647f0107',
  );
  expect(addressAnswer({ ...question(), type: 28 }, '100.127.1.7').readUInt16BE(6)).toBe(0);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['an answer', Buffer.from(query).fill(0x81, 2, 3)],
  ['a name that runs past the end', query.subarray(0, 20)],
  ['a compressed name', Buffer.concat([query.subarray(0, 12), Buffer.from('c00c00010001', 'hex')])],
])('%s is no question', (_what, bytes) => {
  expect(readQuestion(bytes)).toBeUndefined();
});

it.each([
  ['10.1.2.3', true],
  ['169.254.169.254', true],
  ['127.0.0.1', true],
  ['100.64.0.1', true],
  ['203.0.113.7', false],
])('an answer with %s is withheld: %s', (address, withheld) => {
  expect(hasClosedAddress(addressAnswer(question(), address))).toBe(withheld);
});

it('an answer that ends too early is withheld', () => {
  expect(hasClosedAddress(addressAnswer(question(), '203.0.113.7').subarray(0, -9))).toBe(true);
});
