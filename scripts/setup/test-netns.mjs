// A network namespace of their own for suites that run a real Docker Engine: its bridges, addresses and firewall
// rules never meet the machine's, and the tests dial instances from inside it.
import { execFileSync } from 'node:child_process';

const name = `marina-test-${process.pid}`;
/** Where a worker's registry and name server listen (apps/worker/src/netns.ts). */
const serviceAddress = '100.127.0.1/32';

/**
 * @template T
 * @param {(enter: (command: string[]) => string[]) => Promise<T>} work gets a function that puts a command inside
 * @returns {Promise<T>}
 */
export async function inTestNetns(work) {
  ip('netns', 'add', name);
  try {
    ip('-netns', name, 'link', 'set', 'lo', 'up');
    ip('-netns', name, 'address', 'add', serviceAddress, 'dev', 'lo');
    return await work((command) => ['nsenter', `--net=/run/netns/${name}`, '--', ...command]);
  } finally {
    ip('netns', 'delete', name);
  }
}

/** @param {string[]} args */
function ip(...args) {
  execFileSync('ip', args, { stdio: 'inherit' });
}
