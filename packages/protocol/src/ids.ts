// Prefixed random ids: the prefix names the kind, the rest is 128 bits in lower-case Crockford base32.
import { z } from 'zod';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_LENGTH = 26;

export const idPrefixes = {
  session: 'ses',
  instance: 'ins',
  terminal: 'trm',
  worker: 'wrk',
  workshop: 'wsp',
  viewer: 'vwr',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** A new id such as `ses_4k1v…`; unguessable, safe in URLs and in Docker names. */
export function newId(kind: IdKind): string {
  return `${idPrefixes[kind]}_${randomLabel()}`;
}

/** 128 random bits as 26 characters that are also a valid DNS label. */
export function randomLabel(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let label = '';
  for (let i = 0; i < RANDOM_LENGTH; i++) {
    label = ALPHABET[Number(value & 31n)] + label;
    value >>= 5n;
  }
  return label;
}

/** Accepts exactly the ids that `newId(kind)` makes. */
export function idSchema(kind: IdKind) {
  return z.string().regex(new RegExp(`^${idPrefixes[kind]}_[${ALPHABET}]{${RANDOM_LENGTH}}$`), `not a ${kind} id`);
}
