// Git as a tool that nobody else has configured: no hooks, no filters, no submodules, no prompts, no redirects.
import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

const settings = [
  'core.hooksPath=/dev/null',
  'core.symlinks=false',
  'core.fsmonitor=false',
  'http.followRedirects=false',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=15',
  'submodule.recurse=false',
  'transfer.fsckObjects=true',
  'fetch.unpackLimit=1',
  'pack.threads=1',
  'pack.windowMemory=64m',
  'core.deltaBaseCacheLimit=16m',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.allow=never',
];

export type GitRun = {
  directory: string;
  timeoutMs: number;
  /** More than so much is refused, of the output as of the directory. */
  maxBytes: number;
  /** Protocol that may be used; none when undefined. */
  protocol?: 'https' | 'file';
  config?: string[];
  input?: string;
};

/** The output of Git. @throws Error with a sentence when it fails, takes too long or grows too large */
export async function runGit(args: readonly string[], run: GitRun): Promise<Buffer> {
  const protocol = run.protocol ? [`protocol.${run.protocol}.allow=always`] : [];
  const config = [...settings, ...protocol, ...(run.config ?? [])].flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...config, ...args], {
    cwd: run.directory,
    env: environment(run.directory),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let reason: string | undefined;
  let isOver = false;
  const end = (why: string) => {
    if (isOver || reason !== undefined) return;
    reason = why;
    endGroup(child);
  };
  const output: Buffer[] = [];
  let bytes = 0;
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > run.maxBytes) end('The repository is too large.');
    else output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2000);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(run.input ?? '');
  const timer = setTimeout(() => end(`Git took longer than ${run.timeoutMs / 1000} seconds.`), run.timeoutMs);
  const watch = setInterval(() => {
    void sizeOf(run.directory).then((size) => {
      if (size > run.maxBytes) end('The repository is too large.');
    });
  }, 200);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', () => reject(new Error('Git is not installed.')));
      child.on('close', resolve);
    });
    if (reason !== undefined) throw new Error(reason);
    if (code !== 0) throw new Error(`Git could not fetch it: ${lastLine(errors)}.`);
    return Buffer.concat(output);
  } finally {
    // A count of the directory may still be under way.
    isOver = true;
    clearTimeout(timer);
    clearInterval(watch);
  }
}

/** Git's helpers are in its group. They may all have ended, with their output still to be read. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function lastLine(text: string): string {
  const last = text.trim().split('\n').at(-1) || 'it says nothing';
  return last.replace(/[\s.]+$/, '');
}

/** Nothing of the caller's environment but the path to programs. */
function environment(directory: string): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: directory,
    LC_ALL: 'C',
    NODE_ENV: 'production',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_LAZY_FETCH: '1',
  };
}

async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      entry.isFile()
        ? stat(path.join(entry.parentPath, entry.name)).then(
            ({ size }) => size,
            () => 0,
          )
        : 0,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
