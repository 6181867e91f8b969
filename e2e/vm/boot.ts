// Boots the guest, keeps its console, and reads from it what each stage had to say.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { GuestTree } from './guest-tree.ts';

export const resultMark = 'MARINA-STAGE ';
const stageResultSchema = z.object({ stage: z.string(), ok: z.boolean(), seconds: z.number(), seen: z.string() });
export type StageResult = z.infer<typeof stageResultSchema>;

export type Accelerator = 'kvm' | 'tcg';

type Boot = {
  tree: GuestTree;
  disk: string;
  stages: readonly string[];
  log: string;
  timeoutMs: number;
  /** Undefined: KVM, and emulation where a guest does not get anywhere with it. */
  accelerator: Accelerator | undefined;
  /** Ends the guest. */
  signal: AbortSignal;
};

/** Where KVM works, a kernel says its first word within a second. */
const kvmFirstWordMs = 20_000;

export async function bootGuest(boot: Boot): Promise<StageResult[]> {
  const tried: Accelerator[] = boot.accelerator
    ? [boot.accelerator]
    : existsSync('/dev/kvm')
      ? ['kvm', 'tcg']
      : ['tcg'];
  for (const accelerator of tried) {
    const results = await run(boot, accelerator, accelerator === 'kvm' ? kvmFirstWordMs : boot.timeoutMs);
    if (results) return withMissing(results, boot.stages);
    console.log(`A guest says nothing with ${accelerator}.`);
  }
  throw new Error('no guest starts on this machine');
}

/** Undefined when the guest has not said a word in time. */
async function run(boot: Boot, accelerator: Accelerator, firstWordMs: number): Promise<StageResult[] | undefined> {
  console.log(`Booting the guest (${accelerator}); its console is in ${boot.log}.`);
  await rm(boot.log, { force: true });
  const guest = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...machine(boot, accelerator)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => guest.once('close', () => resolve()));
  const stop = () => void guest.kill('SIGKILL');
  boot.signal.addEventListener('abort', stop);
  if (boot.signal.aborted) stop();
  const limits = { firstWord: setTimeout(stop, firstWordMs), whole: setTimeout(stop, boot.timeoutMs) };
  const log = createWriteStream(boot.log);
  const results: StageResult[] = [];
  let hasSpoken = false;
  for await (const line of createInterface({ input: guest.stdout })) {
    hasSpoken = true;
    clearTimeout(limits.firstWord);
    log.write(`${line}\n`);
    const at = line.indexOf(resultMark);
    if (at < 0) continue;
    const result = stageResultSchema.parse(JSON.parse(line.slice(at + resultMark.length)));
    console.log(`${result.stage}: ${result.ok ? 'ok' : 'FAILED'}, ${result.seen}`);
    results.push(result);
  }
  await ended;
  for (const timer of Object.values(limits)) clearTimeout(timer);
  log.end();
  return hasSpoken ? results : undefined;
}

function machine({ tree, disk }: Boot, accelerator: Accelerator): string[] {
  // With emulated protection keys, V8 loses track of the pages of its compiled code, and ends (`it->second.Size()`).
  const processor = accelerator === 'tcg' ? 'max,-pku' : 'max';
  return [
    ...['-machine', 'q35', '-accel', accelerator === 'tcg' ? 'tcg,thread=multi' : 'kvm', '-cpu', processor],
    ...['-smp', '2', '-m', '6144', '-nic', 'none', '-no-reboot', '-display', 'none', '-serial', 'stdio'],
    ...['-kernel', tree.kernel, '-initrd', tree.initrd],
    ...['-append', 'root=/dev/vda rw console=ttyS0 loglevel=4 systemd.show_status=0'],
    ...['-drive', `file=${disk},format=raw,if=virtio,cache=unsafe`],
  ];
}

/** What did not come to its end has failed. */
function withMissing(results: readonly StageResult[], stages: readonly string[]): StageResult[] {
  const missing = ['machine', ...stages].filter((stage) => !results.some((result) => result.stage === stage));
  return [...results, ...missing.map((stage) => ({ stage, ok: false, seconds: 0, seen: 'did not come to an end' }))];
}
