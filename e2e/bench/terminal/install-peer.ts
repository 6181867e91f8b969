// Peers come from npm when the bench runs, outside the repository: they are nothing that Marina depends on.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { NotRun } from './channel.ts';

const run = promisify(execFile);
const root = '/var/cache/marina-bench';
const installTimeoutMs = 300_000;

/** The directory in whose node_modules `peer` is, with node-pty built. @throws NotRun */
export async function ensurePeer(peer: string, version: string): Promise<string> {
  const directory = path.join(root, `${peer}-${version}`);
  const done = path.join(directory, 'done');
  if (existsSync(done)) return directory;
  try {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o755 });
    const manifest = { private: true, allowScripts: { 'node-pty': true }, dependencies: { [peer]: version } };
    await writeFile(path.join(directory, 'package.json'), JSON.stringify(manifest));
    // The headers of the Node that runs this: the registry's builder would download them.
    const headers = `--nodedir=${path.resolve(process.execPath, '../..')}`;
    await run('npm', ['install', '--ignore-scripts=false', headers], { cwd: directory, timeout: installTimeoutMs });
    await writeFile(done, '');
  } catch (error) {
    throw new NotRun(`npm install ${peer}@${version} failed: ${firstLine(error)}`);
  }
  return directory;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n')[0] ?? '';
}
