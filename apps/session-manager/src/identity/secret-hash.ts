import { createHash } from 'node:crypto';

/** SHA-256 (hex), as the database keeps secrets. They are random and long, so neither salt nor many rounds are needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
