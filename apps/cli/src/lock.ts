// A lock on a file that the kernel releases however its holder ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const HELD = 73;

/**
 * Locks `file`, or throws `sentence` when another process holds it. Node has no flock, so a `cat` holds it, which ends
 * when our end of its pipe closes: also when we are killed.
 */
export async function holdLock(file: string, sentence: string): Promise<AsyncDisposable> {
  const args = ['--nonblock', '--no-fork', '--conflict-exit-code', String(HELD), file, 'cat'];
  const holder = spawn('flock', args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', resolve);
  });
  holder.stdin.on('error', () => {}); // it ended before it read: its exit code says why
  holder.stdin.write('\n');
  const code = await Promise.race([ended, once(holder.stdout, 'data').then(() => 'held' as const)]);
  if (code === HELD) throw new Error(sentence);
  if (code !== 'held') throw new Error(`Can't lock ${file}: flock ended with code ${code}.`);
  return {
    async [Symbol.asyncDispose]() {
      holder.stdin.end();
      await ended;
    },
  };
}
