// The frames of the keeper in an instance: see infra/images/recipes/base/keeper/keeper.c.
import type { PtySize } from '@marina/engine/instances';
import type { ShellStart, Typist } from './shell.ts';

const headerBytes = 5;
/** Of the keeper's own frames output is the longest, 64 KiB. What comes from an instance may be anything. */
const maxPayloadBytes = 64 * 1024;
const maxInputBytes = 32 * 1024;

export type KeeperFrame =
  | { type: 'hello'; start: ShellStart }
  | { type: 'output'; bytes: Buffer }
  | { type: 'size'; size: PtySize }
  | { type: 'exit'; code: number };

/** Takes the keeper's stream apart; output is passed on before its frame is whole. @throws RangeError malformed */
export function keeperFrames(onFrame: (frame: KeeperFrame) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let outputLeft = 0;
  return (chunk) => {
    let rest = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    while (rest.length > 0) {
      if (outputLeft > 0) {
        const bytes = rest.subarray(0, outputLeft);
        rest = rest.subarray(bytes.length);
        outputLeft -= bytes.length;
        onFrame({ type: 'output', bytes });
        continue;
      }
      if (rest.length < headerBytes) break;
      const kind = String.fromCharCode(rest.readUInt8(0));
      const length = rest.readUInt32BE(1);
      if (length > maxPayloadBytes) throw new RangeError('a keeper’s frame is too long');
      if (kind === 'o') {
        outputLeft = length;
        rest = rest.subarray(headerBytes);
        continue;
      }
      if (rest.length < headerBytes + length) break;
      onFrame(decode(kind, rest.subarray(headerBytes, headerBytes + length)));
      rest = rest.subarray(headerBytes + length);
    }
    pending = Buffer.from(rest);
  };
}

function decode(kind: string, payload: Buffer): KeeperFrame {
  switch (kind) {
    case 'H':
      return { type: 'hello', start: decodeStart(payload) };
    case 'z':
      return { type: 'size', size: decodeSize(payload, 0) };
    case 'x':
      return { type: 'exit', code: payload.readUInt32BE(0) };
    default:
      throw new RangeError(`a keeper sends no "${kind}"`);
  }
}

function decodeStart(payload: Buffer): ShellStart {
  const typed = new Map<bigint, bigint>();
  for (let at = 36; at + 16 <= payload.length; at += 16) {
    typed.set(payload.readBigUInt64BE(at), payload.readBigUInt64BE(at + 8));
  }
  const epoch = payload.readBigUInt64BE(0);
  const [offset, end, answered] = [8, 16, 24].map((at) => Number(payload.readBigUInt64BE(at)));
  if (!epoch || offset === undefined || end === undefined || answered === undefined || end > Number.MAX_SAFE_INTEGER) {
    throw new RangeError('a keeper’s numbers make no sense');
  }
  return { epoch, offset, end, answered, size: decodeSize(payload, 32), typed };
}

function decodeSize(payload: Buffer, at: number): PtySize {
  const size = { cols: payload.readUInt16BE(at), rows: payload.readUInt16BE(at + 2) };
  if (size.cols < 2 || size.rows < 2 || size.cols > 1000 || size.rows > 500)
    throw new RangeError('a size beyond reason');
  return size;
}

/** A connection's first bytes: at which offset output goes on. */
export function fromFrame(offset: number): Buffer {
  return u64(BigInt(offset));
}

/** Long typing in several frames, each with the count that is true after it. */
export function typingFrames(data: Uint8Array, { client, total }: Typist): { total: bigint; frame: Buffer }[] {
  const frames = [];
  const before = total - BigInt(data.length);
  for (let at = 0; at < data.length; at += maxInputBytes) {
    const part = data.subarray(at, at + maxInputBytes);
    const upTo = before + BigInt(at + part.length);
    frames.push({ total: upTo, frame: frameOf('i', [u64(client), u64(upTo), part]) });
  }
  return frames;
}

export function answerFrame(data: string, offset: number): Buffer {
  return frameOf('r', [u64(BigInt(offset)), Buffer.from(data)]);
}

export function resizeFrame({ cols, rows }: PtySize): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt16BE(cols, 0);
  payload.writeUInt16BE(rows, 2);
  return frameOf('s', [payload]);
}

export const hangUpFrame = frameOf('h', []);

function frameOf(kind: string, parts: Uint8Array[]): Buffer {
  const payload = Buffer.concat(parts);
  const header = Buffer.alloc(headerBytes);
  header.write(kind, 'latin1');
  header.writeUInt32BE(payload.length, 1);
  return Buffer.concat([header, payload]);
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
