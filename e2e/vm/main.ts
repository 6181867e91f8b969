// `npm run test:vm [-- --stages engine,abuse] [--files isolation] [--cases A1,A14] [--home DIR] [--minutes N]`: Marina's
// suites in a virtual machine with what most servers have and a build machine may not: systemd, cgroup v2, AppArmor.
// Prints what ran, as a table.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, missingPackages } from '../../scripts/setup/system-packages.mjs';
import { prepareCheckout } from '../prepare.ts';
import { type Accelerator, bootGuest, type StageResult } from './boot.ts';
import { stageNames } from './guest/stages.ts';
import { makeDisk } from './guest-disk.ts';
import { ensureGuestTree } from './guest-tree.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stages: { type: 'string', default: stageNames.join(',') },
      /** Of the engine's suites, only those in files with such names. */
      files: { type: 'string', default: '' },
      /** Of the abuse cases, only these. */
      cases: { type: 'string', default: 'A' },
      home: { type: 'string', default: '/var/lib/marina/vm' },
      images: { type: 'string', default: '/var/lib/marina/images' },
      accelerator: { type: 'string' },
      minutes: { type: 'string', default: '90' },
    },
  });
  const stages = values.stages.split(',');
  const unknown = stages.find((stage) => !stageNames.includes(stage));
  if (unknown) throw new Error(`There is no stage "${unknown}": choose of ${stageNames.join(', ')}.`);
  await mkdir(values.home, { recursive: true });
  const missing = [...missingPackages(), ...(existsSync('/usr/bin/qemu-system-x86_64') ? [] : ['qemu-system-x86'])];
  if (missing.length > 0) await installPackages(missing, values.home);
  // What is stale would be built in the guest, where all takes many times as long.
  await prepareCheckout();
  const tree = await ensureGuestTree(values.home);
  const stopping = new AbortController();
  // What was made for this run goes all the same.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  const disk = path.join(values.home, `disk-${process.pid}.img`);
  try {
    const only = { files: listed(values.files), cases: listed(values.cases) };
    await makeDisk({ disk, tree, images: values.images, stages, ...only });
    const results = await bootGuest({
      tree,
      disk,
      stages,
      log: path.join(values.home, 'console.log'),
      timeoutMs: Number(values.minutes) * 60_000,
      accelerator: accelerator(values.accelerator),
      signal: stopping.signal,
    });
    return print(results);
  } finally {
    await rm(disk, { force: true });
  }
}

function listed(text: string): string[] {
  return text.split(',').filter(Boolean);
}

function accelerator(asked: string | undefined): Accelerator | undefined {
  if (asked === undefined || asked === 'kvm' || asked === 'tcg') return asked;
  throw new Error('--accelerator is kvm or tcg');
}

function print(results: readonly StageResult[]): number {
  console.log('\nstage        result    seconds   seen');
  for (const { stage, ok, seconds, seen } of results) {
    console.log(`${stage.padEnd(12)} ${(ok ? 'ok' : 'FAILED').padEnd(8)} ${String(seconds).padStart(8)}   ${seen}`);
  }
  return results.every(({ ok }) => ok) ? 0 : 1;
}
