// A crash inside: the kernel may write a core file, or start a helper as root of the machine.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';

const program = path.join(import.meta.dirname, 'sight.py');
const segmentationFault = 11;

export async function crash({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  const pattern = (await readFile('/proc/sys/kernel/core_pattern', 'utf8')).trim();
  const { signal, left } = await attacker.program<{ signal: number; left: string[] }>(stand, program, 'crash');
  // A pipe is fed whatever the limit of core files says: only the machine's operator can close it.
  const helper = pattern.startsWith('|') ? `a helper (${pattern.slice(1).split(' ')[0]})` : 'no helper';
  const seen = `${listed(left)} left, ${helper}; control: ended by signal ${signal}`;
  return { ok: left.length === 0 && !pattern.startsWith('|') && signal === segmentationFault, seen };
}
