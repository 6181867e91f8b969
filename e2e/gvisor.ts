// `npm run test:gvisor`: instances under gVisor. Takes `runsc` from a Debian release that knows kernels as new as 6.18,
// into a folder of its own: that of an older one does not start there.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findArchive } from '../infra/images/host-apt.ts';
import { inTestNetns } from '../scripts/setup/test-netns.mjs';

const suite = 'trixie';
const store = process.env.MARINA_IMAGE_STORE ?? '/var/lib/marina/images';
const folder = mkdtempSync('/var/tmp/marina-gvisor-');
try {
  const runsc = await fetchRunsc();
  const command = ['node_modules/.bin/vitest', 'run', '--project', 'docker', 'apps/worker/src/gvisor.docker.test.ts'];
  const env = {
    ...process.env,
    MARINA_RUNTIME: 'runsc',
    MARINA_RUNSC: runsc,
    MARINA_REGISTRY_DIR: path.join(store, 'registry'),
  };
  process.exitCode = await inTestNetns((enter) => {
    const [program = '', ...args] = enter([process.execPath, ...command]);
    const child = spawn(program, args, { cwd: path.join(import.meta.dirname, '..'), env, stdio: 'inherit' });
    return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The program's path; another user, the mapped root, must be able to run it. */
async function fetchRunsc(): Promise<string> {
  const archive = await findArchive(suite, undefined);
  mkdirSync(path.join(folder, 'lists/partial'), { recursive: true });
  const sources = path.join(folder, 'sources.list');
  const keyring = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]';
  writeFileSync(sources, `${archive.sources[0]?.replace('deb ', `deb ${keyring} `)}\n`);
  const options = [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${folder}/lists`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  const apt = (...args: string[]) => execFileSync('apt-get', ['-q', ...options, ...args], { cwd: folder });
  apt('update');
  apt('download', 'runsc');
  const found = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (!found) throw new Error('apt-get has downloaded no runsc');
  execFileSync('dpkg', ['-x', path.join(folder, found), folder]);
  execFileSync('chmod', ['755', folder]);
  return path.join(folder, 'usr/bin/runsc');
}
