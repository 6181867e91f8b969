// Content that is imported from Git: addresses that lead inside, and repositories that want to do something.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import { closedAddresses, gitHost, rebindingHost } from '../world.ts';
import { type GitServer, serveGit } from './git-server.ts';
import { inFolder, scenario } from './hostile-folders.ts';
import { labCommand, type Run } from './lab-command.ts';

const run = promisify(execFile);
const sentence = /\.$/;

/** Each is refused in a sentence, and nothing inside was asked; the same repository at an honest address is read. */
export async function addresses({ world }: Ground): Promise<Outcome> {
  const inside = `https://${closedAddresses[0]}/course.git`;
  const hostile = [
    'file:///etc',
    'ext::sh -c touch% canary',
    '--upload-pack=touch canary',
    'ssh://-oProxyCommand=touch%20canary/x',
    `git://${gitHost}/course.git`,
    `http://${gitHost}/course.git`,
    `https://user@${gitHost}/course.git`,
    `https://${gitHost}:8443/course.git`,
    inside,
    'https://127.0.0.1/course.git',
    'https://[::ffff:169.254.169.254]/latest',
    'https://0x7f.1/course.git',
    `https://${rebindingHost}/course.git`,
    `https://${gitHost}/redirect/course.git`,
  ];
  return withRepositories(inside, async (server, out) => {
    const mark = world.mark();
    const taken: string[] = [];
    for (const address of hostile) {
      const { code, output } = await labCommand('import', '--to', out, '--', address);
      const said = output.trim().split('\n').at(-1) ?? '';
      if (code === 0 || !sentence.test(said)) taken.push(address);
    }
    const hits = (await world.hitsSince(mark)).filter((hit) => hit.startsWith('tcp'));
    const askedBefore = server.asked.length;
    const control = await labCommand('import', `https://${gitHost}/course.git`, '--to', out);
    return together({
      refused: {
        ok: taken.length === 0 && hits.length === 0,
        seen: `${hostile.length - taken.length}/${hostile.length}${taken.map((name) => `, not ${name}`).join('')}; inside asked ${hits.length} times`,
      },
      control: imported(control, server.asked.length > askedBefore),
    });
  });
}

/** Hooks and filters never run, submodules and LFS are not fetched, and what is huge or slow is given up. */
export async function repositories(): Promise<Outcome> {
  return withRepositories(`https://${gitHost}/course.git`, async (server, out, canary) => {
    const hostile = await labCommand('import', `https://${gitHost}/hostile.git`, '--to', `${out}/hostile`);
    const left = ['module', 'big.bin', 'secret.md'].filter((name) => hostile.output.includes(`${name}: `));
    const fetched = server.asked.filter((request) => /module|lfs/.test(request));
    const ran = (await readdir(canary)).length;
    const huge = await labCommand('import', `https://${gitHost}/huge.git`, '--to', out);
    const slow = await labCommand('import', `https://${gitHost}/slow/course.git`, '--to', out);
    return together({
      hostile: {
        ok: hostile.code === 0 && left.length === 3 && ran === 0 && fetched.length === 0,
        seen: `${left.length}/3 left out, ${ran} programs ran, ${fetched.length} fetches more`,
      },
      huge: givenUp(huge, /too large/, 60),
      slow: givenUp(slow, /longer than|could not fetch/, 70),
      control: imported(await labCommand('import', `https://${gitHost}/course.git`, '--to', out), true),
    });
  });
}

function imported({ code, output }: Run, wasAsked: boolean): Outcome {
  const last = output.trim().split('\n').at(-1) ?? '';
  return { ok: code === 0 && wasAsked && /1 lab, 0 errors/.test(last), seen: last };
}

function givenUp({ code, output, seconds }: Run, expected: RegExp, withinSeconds: number): Outcome {
  const last = output.trim().split('\n').at(-1)?.slice(0, 90) ?? '';
  return {
    ok: code !== 0 && expected.test(output) && seconds < withinSeconds,
    seen: `${last} (${seconds.toFixed(0)} s)`,
  };
}

type Act = (server: GitServer, out: string, canary: string) => Promise<Outcome>;

function withRepositories(redirectTo: string, act: Act): Promise<Outcome> {
  return inFolder(async (folder, outside) => {
    const canary = path.join(outside, 'canary');
    await mkdir(canary);
    await repository(folder, 'course', (work) => scenario(work, 'Text.'));
    await repository(folder, 'hostile', (work) => hostileCourse(work, canary));
    await repository(folder, 'huge', async (work) => {
      await scenario(work, 'Text.');
      for (let at = 0; at < 110; at++) await writeFile(path.join(work, `${at}.bin`), randomBytes(1 << 20));
    });
    await using server = await serveGit(folder, redirectTo);
    return await act(server, path.join(outside, 'labs'), canary);
  });
}

async function hostileCourse(work: string, canary: string): Promise<void> {
  await scenario(work, 'Text.');
  await writeFile(path.join(work, 'big.bin'), 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n');
  await writeFile(path.join(work, '.gitattributes'), '*.md filter=evil\n*.bin filter=lfs\n');
  await writeFile(
    path.join(work, '.gitmodules'),
    `[submodule "module"]\npath = module\nurl = https://${gitHost}/module.git\n`,
  );
  await writeFile(path.join(work, '.lfsconfig'), `[lfs]\nurl = https://${gitHost}/lfs\n`);
  await mkdir(path.join(work, 'hooks'));
  await writeFile(path.join(work, 'hooks', 'post-checkout'), `#!/bin/sh\ntouch ${canary}/hook\n`);
  await chmod(path.join(work, 'hooks', 'post-checkout'), 0o755);
  await symlink('/etc/passwd', path.join(work, 'secret.md'));
  await git(work, 'init', '--quiet');
  await git(work, 'add', '.');
  await git(work, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`);
}

async function repository(directory: string, name: string, fill: (work: string) => Promise<unknown>): Promise<void> {
  const work = path.join(directory, `${name}-work`);
  await mkdir(work);
  await fill(work);
  await git(work, 'init', '--quiet');
  await git(work, 'add', '.', ':!module');
  await git(work, 'commit', '--quiet', '--message', 'First');
  await run('git', ['clone', '--quiet', '--bare', '--no-local', work, path.join(directory, `${name}.git`)]);
}

function git(work: string, ...args: string[]): Promise<unknown> {
  return run('git', ['-C', work, '-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'gc.auto=0', ...args]);
}
