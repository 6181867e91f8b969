// The name server that instances ask for names outside their session. There is no way out of the worker yet, so it
// knows none; that it says so at once spares every `docker pull` ten seconds of waiting for a server that is not there.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { serviceAddress } from './netns.ts';

const headerBytes = 12;

export async function startNameServer(): Promise<{ close(): Promise<void> }> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    const answer = noSuchName(query);
    if (answer) socket.send(answer, port, address, () => undefined);
  });
  socket.on('error', () => undefined);
  socket.bind(53, serviceAddress);
  await once(socket, 'listening');
  return { close: () => new Promise((resolve) => socket.close(() => resolve())) };
}

/** The answer “no such name” (RFC 1035 §4.1.1, RCODE 3) to a query; undefined for what is no query. */
export function noSuchName(query: Buffer): Buffer | undefined {
  const isQuery = query.length > headerBytes && ((query[2] ?? 0) & 0x80) === 0;
  if (!isQuery || query.readUInt16BE(4) !== 1) return undefined;
  const end = endOfQuestion(query);
  if (end === undefined) return undefined;
  const answer = Buffer.from(query.subarray(0, end));
  const recursionDesired = (query[2] ?? 0) & 0x01;
  answer[2] = 0x80 | ((query[2] ?? 0) & 0x78) | recursionDesired;
  answer[3] = 0x80 | 3;
  answer.fill(0, 6, headerBytes);
  return answer;
}

/** One question: labels, each after its length, up to the empty one; then type and class. */
function endOfQuestion(query: Buffer): number | undefined {
  let at = headerBytes;
  while (at < query.length) {
    const length = query[at] ?? 0;
    if (length === 0) return at + 5 <= query.length ? at + 5 : undefined;
    if (length > 63) return undefined;
    at += 1 + length;
  }
  return undefined;
}
