// Secrets that this installation made for itself. They reach the processes that need them by environment only.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const SECRET_BYTES = 32;

const schema = z.object({
  /** Proves to the session manager that a link comes from a worker of this installation. */
  workerToken: z.string().min(32),
  /** Signs the cookies of people who sign in. */
  authSecret: z.string().min(32),
});
export type Secrets = z.infer<typeof schema>;

/** Reads the secrets, making them at the first start. */
export function loadSecrets(home: string): Secrets {
  const file = path.join(home, 'secrets.json');
  if (existsSync(file)) {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error(`${file} lacks a secret: restore it, or remove it to make new ones.`);
    return parsed.data;
  }
  const secrets = { workerToken: makeSecret(), authSecret: makeSecret() };
  const making = `${file}.new`;
  writeFileSync(making, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(making, file);
  return secrets;
}

function makeSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}
