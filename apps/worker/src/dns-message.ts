// As much of DNS messages (RFC 1035 §4.1) as the worker's name servers need.
import net from 'node:net';
import { alwaysClosed } from './firewall/ruleset.ts';

export type Question = {
  query: Buffer;
  /** In lower case, without the last dot. */
  name: string;
  type: number;
  /** Where the question ends in the query. */
  end: number;
};

const headerBytes = 12;
const typeA = 1;
const typeAAAA = 28;
/** A mirror's address never changes while the worker runs; a restart with others is noticed within a minute. */
const ttlSeconds = 60;

/** The question of a query; undefined for what is no query of one question. */
export function readQuestion(query: Buffer): Question | undefined {
  const isQuery = query.length > headerBytes && ((query[2] ?? 0) & 0x80) === 0;
  if (!isQuery || query.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = headerBytes;
  while (at < query.length) {
    const length = query[at] ?? 0;
    if (length === 0) {
      if (at + 5 > query.length) return undefined;
      return { query, name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
    }
    if (length > 63) return undefined;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return undefined;
}

/** “No such name” (RCODE 3). */
export function noSuchName(question: Question): Buffer {
  return reply(question, 3, 0);
}

/** The name's IPv4 address; for other types, that there is none. */
export function addressAnswer(question: Question, address: string): Buffer {
  if (question.type !== typeA) return reply(question, 0, 0);
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc000 | headerBytes, 0);
  record.writeUInt16BE(typeA, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(ttlSeconds, 6);
  record.writeUInt16BE(4, 10);
  record.set(address.split('.').map(Number), 12);
  return Buffer.concat([reply(question, 0, 1), record]);
}

function reply({ query, end }: Question, code: number, answers: number): Buffer {
  const answer = Buffer.from(query.subarray(0, end));
  const asked = query[2] ?? 0;
  answer[2] = 0x80 | (asked & 0x79);
  answer[3] = 0x80 | code;
  answer.fill(0, 6, headerBytes);
  answer.writeUInt16BE(answers, 6);
  return answer;
}

/** Whether an answer names an address that no instance may reach; true also for what can't be read. */
export function hasClosedAddress(answer: Buffer): boolean {
  try {
    let at = skipName(answer, headerBytes) + 4;
    for (let left = answer.readUInt16BE(6); left > 0; left--) {
      at = skipName(answer, at);
      const [type, length] = [answer.readUInt16BE(at), answer.readUInt16BE(at + 8)];
      const data = answer.subarray(at + 10, at + 10 + length);
      if (type === typeA && closed.check(data.join('.'), 'ipv4')) return true;
      if (type === typeAAAA && closed.check(ipv6Text(data), 'ipv6')) return true;
      at += 10 + length;
    }
    return false;
  } catch {
    return true;
  }
}

function skipName(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += 1 + length;
  }
}

function ipv6Text(data: Buffer): string {
  return Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16)).join(':');
}

const closed = new net.BlockList();
for (const network of alwaysClosed) {
  const [address = '', prefix] = network.split('/');
  closed.addSubnet(address, Number(prefix), 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(network, prefix, 'ipv6');
