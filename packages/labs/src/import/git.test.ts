import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkGitAddress, isPublic } from './git-address.ts';
import { runGit } from './git-run.ts';
import { readGit, readRepository } from './read-git.ts';

describe('an address', () => {
  const somewhere = async () => [{ address: '93.184.215.14' }];

  it('of the public internet is bound to what its host resolves to', async () => {
    expect(await checkGitAddress('https://git.example/a/b.git', somewhere)).toEqual({
      url: 'https://git.example/a/b.git',
      host: 'git.example',
      address: '93.184.215.14',
    });
  });

  it.each([
    'file:///etc',
    '/etc/passwd',
    'ext::sh -c touch% /tmp/x',
    '--upload-pack=touch /tmp/x',
    'ssh://-oProxyCommand=touch/x',
    'git@host:a/b',
    'git://git.example/a',
    'http://git.example/a',
    'https://user:secret@git.example/a',
    'https://git.example:8443/a',
    ' https://git.example/a',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://169.254.169.254/latest',
    'https://0x7f.1/a',
    'https://2130706433/a',
    'https://[::ffff:10.0.0.1]/a',
  ])('%j is refused', async (text) => {
    await expect(checkGitAddress(text, somewhere)).rejects.toThrow(/\.$/);
    await expect(readGit(text)).rejects.toThrow();
  });

  it.each(['10.1.2.3', '127.0.0.1', '100.64.0.1', 'fd00::1', '::ffff:192.168.1.1', '192.168.0.9'])(
    'whose host resolves to %s is refused, also beside a public one',
    async (address) => {
      expect(isPublic(address)).toBe(false);
      const resolve = async () => [{ address: '93.184.215.14' }, { address }];
      await expect(checkGitAddress('https://git.example/a', resolve)).rejects.toThrow(/private network/);
    },
  );
});

describe('a repository', () => {
  let directory: string;
  let repository: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      stdio: 'pipe',
    });

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'marina-git-'));
    repository = path.join(directory, 'source');
    execFileSync('git', ['init', '-q', '-b', 'main', repository]);
    await writeFile(path.join(repository, 'index.md'), '# Hello\n');
    await writeFile(path.join(repository, 'picture.png'), Buffer.from([0x89, 0x50, 0, 1, 2]));
    await writeFile(
      path.join(repository, 'big.bin'),
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n',
    );
    await writeFile(path.join(repository, '.gitattributes'), '*.md filter=evil\n*.bin filter=lfs\n');
    await symlink('/etc/passwd', path.join(repository, 'secret.md'));
    git('add', '.');
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
    git('commit', '-q', '-m', 'First');
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const read = (branch?: string) =>
    readRepository({ url: `file://${repository}`, branch, protocol: 'file', config: [] });

  it('is read without a work tree: no link, no submodule, nothing of LFS', async () => {
    const { files, skipped, content } = await read();
    expect([...files.keys()].sort()).toEqual(['.gitattributes', 'index.md', 'picture.png']);
    expect(files.get('index.md')).toEqual({ text: '# Hello\n' });
    expect(files.get('picture.png')).toEqual({ bytes: 5 });
    expect(await content('picture.png')).toEqual(Buffer.from([0x89, 0x50, 0, 1, 2]));
    expect(skipped.sort()).toEqual([
      'big.bin: kept in LFS, from which nothing is fetched',
      'module: a submodule',
      'secret.md: no plain file',
    ]);
  });

  it('that is not there, and a branch that is not one, are told in a sentence', async () => {
    await expect(read('nowhere')).rejects.toThrow(/^Git could not fetch it: /);
    await expect(read('--upload-pack=x')).rejects.toThrow(/no name of a branch/);
  });

  it('by a protocol that was not allowed is refused by Git itself', async () => {
    const run = { directory, timeoutMs: 5000, maxBytes: 1e6, protocol: 'https' as const };
    await expect(runGit(['clone', '-q', '--', `file://${repository}`, 'copy'], run)).rejects.toThrow(/not allowed/);
    await expect(runGit(['clone', '-q', '--', 'ext::sh -c true', 'copy'], run)).rejects.toThrow(/not allowed/);
  });

  it('that is too large or takes too long is given up', async () => {
    await expect(runGit(['log'], { directory: repository, timeoutMs: 5000, maxBytes: 10 })).rejects.toThrow(
      /too large/,
    );
    const slow = ['-c', 'alias.wait=!sleep 20', 'wait'];
    const began = performance.now();
    await expect(runGit(slow, { directory, timeoutMs: 300, maxBytes: 1e9 })).rejects.toThrow(/longer than/);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('that ends while its size is being counted is ended once at most', async () => {
    const crowd = path.join(directory, 'crowd');
    await mkdir(crowd);
    await Promise.all(Array.from({ length: 1000 }, (_, at) => writeFile(path.join(crowd, `${at}`), 'x')));
    const run = { directory: crowd, timeoutMs: 5000, maxBytes: 500 };
    // The first count begins after 200 ms. What goes wrong in one that comes too late, Vitest reports by itself.
    const waits = [0.19, 0.2, 0.21, 0.22, 0.23, 0.24].map((seconds) =>
      runGit(['-c', `alias.wait=!sleep ${seconds}`, 'wait'], run).catch((error: Error) => error.message),
    );
    for (const outcome of await Promise.all(waits))
      if (typeof outcome === 'string') expect(outcome).toMatch(/too large/);
    await sleep(500);
  });
});
