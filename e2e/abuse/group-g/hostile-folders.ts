// Folders that somebody hands in as labs, or as content to import: names that lead out, things that are no files, bombs.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Outcome, together } from '../case.ts';
import { labCommand, type Run } from './lab-command.ts';

const run = promisify(execFile);

const manifest = [
  'title: {en: A lab}',
  'summary: {en: For the abuse suite.}',
  'level: beginner',
  'durationMinutes: 10',
  'instances:',
  '  - name: node1',
  '    image: marina/docker',
];
const step = '# One\n\nText.\n';
const secret = 'the-secret-of-the-machine';

/** Paths out of the folder, in the fields that name files; beside them a path that is as it should be. */
export async function paths(): Promise<Outcome> {
  const hostile = ['../secret', '/etc/passwd', 'a/../../secret', 'link', '"a\\0b"'];
  const asked = hostile.map((from) => [from, `    files: [{from: ${from}, to: /root/x}]`] as const);
  const setups = ['../secret', '/bin/sh', 'link'].map((from) => [`setup ${from}`, `    setup: ${from}`] as const);
  const outcomes: Record<string, Outcome> = {};
  for (const [name, line] of [...asked, ...setups]) {
    const seen = await check([...manifest, line]);
    outcomes[name] = refused(seen, leadsThroughLink(line) ? /file-missing/ : /manifest-value/);
  }
  outcomes.control = allowed(await check([...manifest, '    files: [{from: plain, to: /root/x}]']));
  return together(outcomes);
}

function leadsThroughLink(line: string): boolean {
  return /: link\b/.test(line);
}

async function check(lines: readonly string[]): Promise<Run> {
  return inFolder(async (folder, outside) => {
    await writeFile(path.join(outside, 'secret'), secret);
    await writeFile(path.join(folder, 'lab.yaml'), lines.join('\n'));
    await writeFile(path.join(folder, '01-one.en.md'), step);
    await writeFile(path.join(folder, 'plain'), 'plain');
    if (lines.some(leadsThroughLink)) await symlink(path.join(outside, 'secret'), path.join(folder, 'link'));
    return labCommand('check', folder);
  });
}

/** Links, pipes and devices among content to import: what is imported holds nothing from outside. */
export async function notFiles(): Promise<Outcome> {
  const { seen, copied } = await inFolder(async (folder, outside) => {
    const out = path.join(outside, 'labs');
    await writeFile(path.join(outside, 'secret'), secret);
    await scenario(folder, '![a](secret.png) ![b](pipe.png) ![c](device.png) ![d](honest.png)');
    await symlink(path.join(outside, 'secret'), path.join(folder, 'secret.png'));
    await symlink(outside, path.join(folder, 'directory'));
    await run('mkfifo', [path.join(folder, 'pipe.png')]);
    await run('mknod', [path.join(folder, 'device.png'), 'c', '1', '5']);
    await writeFile(path.join(folder, 'honest.png'), Buffer.from('89504e470d0a1a0a', 'hex'));
    const imported = await labCommand('import', folder, '--to', out);
    const { stdout } = await run('grep', ['-rl', secret, out]).catch(() => ({ stdout: '' }));
    const { stdout: files } = await run('find', [out, '-name', '*.png']);
    return { seen: imported, copied: { secrets: stdout.trim(), pictures: files.trim() } };
  });
  const left = ['secret.png', 'directory', 'pipe.png', 'device.png'].filter((name) =>
    seen.output.includes(`${name}: `),
  );
  return together({
    'left out': {
      ok: left.length === 4 && copied.secrets === '',
      seen: `${left.length}/4, secrets: ${copied.secrets || 'none'}`,
    },
    control: {
      ok: /honest\.png$/.test(copied.pictures),
      seen: `${copied.pictures.split('\n').length} picture imported`,
    },
  });
}

/** More than anybody needs: refused before it is read, in little memory and time. */
export async function bombs(): Promise<Outcome> {
  const laughs = [...'abcdefghij'].map((name, at, all) => `${name}: &${name} [${`*${all[at - 1]},`.repeat(at && 9)}x]`);
  const sparse = (name: string, bytes: number) => async (folder: string) => {
    await writeFile(path.join(folder, name), '');
    await truncate(path.join(folder, name), bytes);
  };
  const tries: Record<string, [(folder: string) => Promise<unknown>, RegExp]> = {
    'YAML that multiplies': [(folder) => writeFile(path.join(folder, 'lab.yaml'), laughs.join('\n')), /yaml-aliases/],
    'a step of 10 MB': [
      (folder) => writeFile(path.join(folder, '02-two.en.md'), `# Two\n${'a '.repeat(5 << 20)}`),
      /too-large/,
    ],
    'a file of 1 TB': [sparse('picture.png', 1e12), /too-large/],
    '20,000 files': [
      async (folder) => {
        await mkdir(path.join(folder, 'x'));
        for (let at = 0; at < 20_000; at++) await writeFile(path.join(folder, 'x', `${at}`), '');
      },
      /too-many-files/,
    ],
  };
  const outcomes: Record<string, Outcome> = {};
  for (const [name, [make, expected]] of Object.entries(tries)) {
    const seen = await inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lab.yaml'), manifest.join('\n'));
      await writeFile(path.join(folder, '01-one.en.md'), step);
      await make(folder);
      return labCommand('check', folder);
    });
    const { ok, seen: codes } = refused(seen, expected);
    outcomes[name] = { ok: ok && seen.seconds < 20, seen: `${codes} in ${seen.seconds.toFixed(1)} s` };
  }
  return together({ ...outcomes, control: allowed(await check(manifest)) });
}

/** Characters that make a command read otherwise than it runs. */
export async function disguise(): Promise<Outcome> {
  const tries = {
    'right to left': 'echo \u202egnp.x\u202c',
    'erased line': 'rm -rf / \u001b[2K\u001b[1Gls',
    null: 'a\0b',
  };
  const outcomes: Record<string, Outcome> = {};
  const read = (command: string) =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lab.yaml'), manifest.join('\n'));
      await writeFile(path.join(folder, '01-one.en.md'), `# One\n\n\`\`\`sh run\n${command}\n\`\`\`\n`);
      return labCommand('check', folder);
    });
  for (const [name, command] of Object.entries(tries))
    outcomes[name] = refused(await read(command), /hidden-character|not-text/);
  return together({ ...outcomes, control: allowed(await read('echo été && \\\n  ls')) });
}

/** Killercoda's form, of one step. */
export async function scenario(folder: string, text: string): Promise<void> {
  const index = {
    title: 'Course',
    details: { steps: [{ title: 'One', text: 'one.md' }] },
    backend: { imageid: 'ubuntu' },
  };
  await writeFile(path.join(folder, 'index.json'), JSON.stringify(index));
  await writeFile(path.join(folder, 'one.md'), `# One\n\n${text}\n`);
}

/** Makes a folder, and one beside it that is not part of it; removes both. */
export async function inFolder<T>(act: (folder: string, outside: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), 'marina-abuse-lab-'));
  const [folder, outside] = [path.join(directory, 'lab'), path.join(directory, 'outside')];
  try {
    await mkdir(folder);
    await mkdir(outside);
    return await act(folder, outside);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function refused({ code, output }: Run, expected: RegExp): { ok: boolean; seen: string } {
  const codes = [...output.matchAll(/\[([a-z-]+)\]/g)].map(([, name]) => name);
  return {
    ok: code === 1 && expected.test(output) && !output.includes(secret),
    seen: [...new Set(codes)].join(' ') || `code ${code}: ${output.trim().split('\n').at(-1)?.slice(0, 80)}`,
  };
}

function allowed({ code, output }: Run): Outcome {
  return { ok: code === 0, seen: code === 0 ? 'taken' : output.trim().slice(0, 120) };
}
