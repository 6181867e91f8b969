// The system users that Marina's processes run as; made once, kept for the next start.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { SystemUser } from '@marina/prisma/cluster';
import { chooseStart, hasRange, parseSubIds, RANGE_SIZE } from './sub-ids.ts';

export interface MarinaUsers {
  /** Runs the session manager. */
  manager: SystemUser;
  /** Runs PostgreSQL. */
  database: SystemUser;
  /** Owns the ids that root in an instance is mapped to; runs nothing. */
  remap: SystemUser;
}

export function ensureUsers(): MarinaUsers {
  const users = {
    manager: ensureUser('marina'),
    database: ensureUser('marina-db'),
    remap: ensureUser('marina-remap'),
  };
  ensureSubIds(users.remap.name);
  return users;
}

function ensureUser(name: string): SystemUser {
  const found = findUser(name);
  if (found) return found;
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  execFileSync('useradd', [...flags, '--shell', '/usr/sbin/nologin', name]);
  const made = findUser(name);
  if (!made) throw new Error(`The system user ${name} could not be made.`);
  return made;
}

function findUser(name: string): SystemUser | undefined {
  try {
    const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

function ensureSubIds(name: string): void {
  const uids = readSubIds('/etc/subuid');
  const gids = readSubIds('/etc/subgid');
  if (hasRange(uids, name) && hasRange(gids, name)) return;
  const start = chooseStart([...uids, ...gids]);
  const range = `${start}-${start + RANGE_SIZE - 1}`;
  if (!hasRange(uids, name)) execFileSync('usermod', ['--add-subuids', range, name]);
  if (!hasRange(gids, name)) execFileSync('usermod', ['--add-subgids', range, name]);
}

function readSubIds(file: string) {
  return existsSync(file) ? parseSubIds(readFileSync(file, 'utf8')) : [];
}
