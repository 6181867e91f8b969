// Runs in the guest: says what the machine is, then every stage that was asked for.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadKernelModules } from '@marina/engine/local/kernel-modules';
import { z } from 'zod';
import { inTestNetns } from '../../../scripts/setup/test-netns.mjs';
import { resultMark } from '../boot.ts';
import { type Stage, stages } from './stages.ts';

const repo = path.join(import.meta.dirname, '../../..');
const images = '/var/lib/marina/images';
const env = {
  ...process.env,
  MARINA_IMAGE_STORE: images,
  MARINA_REGISTRY_DIR: path.join(images, 'registry'),
};

const askedSchema = z.object({ stages: z.array(z.string()), files: z.array(z.string()), cases: z.array(z.string()) });
const asked = askedSchema.parse(JSON.parse(await readFile('/etc/marina-suites.json', 'utf8')));
// As docs/operators asks for: what a student needs must be there without.
await loadKernelModules();
await writeFile('/proc/sys/kernel/modules_disabled', '1');
await tellMachine();
const prepared = await execute([process.execPath, 'apps/cli/src/main.ts', 'prepare']);
if (prepared.end !== 0) tell('prepare', false, prepared.seconds, 'failed');
for (const stage of stages.filter(({ name }) => asked.stages.includes(name))) await runStage(stage);

/** The things for which there is a guest. */
async function tellMachine(): Promise<void> {
  const facts = {
    kernel: (await execute(['uname', '-r'])).output,
    init: (await readFile('/proc/1/comm', 'utf8')).trim(),
    cgroups: (await execute(['stat', '-fc', '%T', '/sys/fs/cgroup'])).output,
    modules: `${(await readFile('/proc/modules', 'utf8')).trim().split('\n').length}, no more`,
    apparmor: (await readFile('/sys/module/apparmor/parameters/enabled', 'utf8').catch(() => 'N')).trim(),
  };
  const ok = facts.init === 'systemd' && facts.cgroups.trim() === 'cgroup2fs' && facts.apparmor === 'Y';
  const seen = Object.entries(facts).map(([name, value]) => `${name} ${value.trim()}`);
  tell('machine', ok, 0, seen.join(', '));
}

async function runStage({ name, command, takes, ownNetwork, seen }: Stage): Promise<void> {
  const whole = [...command, ...asked[takes]];
  const { end, seconds, output } = ownNetwork
    ? await inTestNetns((enter) => execute(enter(whole)))
    : await execute(whole);
  tell(name, end === 0, seconds, end === 0 ? seen(output) : `${seen(output)}; ended with ${end}`);
}

function tell(stage: string, ok: boolean, seconds: number, seen: string): void {
  console.log(`\n${resultMark}${JSON.stringify({ stage, ok, seconds: Math.round(seconds), seen })}`);
}

/** `end` is an exit code or a signal. */
function execute([file = '', ...args]: string[]): Promise<{ end: number | string; seconds: number; output: string }> {
  const startedAt = performance.now();
  const child = spawn(file, args, { cwd: repo, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      process.stdout.write(chunk);
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code, signal) =>
      resolve({ end: code ?? signal ?? -1, seconds: (performance.now() - startedAt) / 1000, output }),
    );
  });
}
