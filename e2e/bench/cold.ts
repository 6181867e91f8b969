// A session that nobody prepared, beside a bare `docker run -it` of the same image on the same Docker Engine.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { promptPattern, withoutEscapes } from '../attached-terminal.ts';
import { listContainers, outerSocket } from '../machine/outer-docker.ts';
import { eventually } from '../machine/settle.ts';
import type { MarinaPlace } from '../marina-under-test.ts';
import { Student } from '../student.ts';

const run = promisify(execFile);
const network = 'marina-bench';
const image = 'marina/docker';
/** Both sides once more than counted: the first run of each fills the caches. */
const warmUps = 1;
const restMs = 500;

export type Cold = { prompt: number[]; raw: number[]; docker: number[] };

export async function measureCold(place: MarinaPlace, runs: number): Promise<Cold> {
  const cold: Cold = { prompt: [], raw: [], docker: [] };
  await docker(place, 'network', 'create', network);
  for (let at = 0; at < runs + warmUps; at++) {
    const raw = await rawToPrompt(place);
    await sleep(restMs);
    const { promptMs, dockerMs } = await sessionToPrompt(place);
    if (at < warmUps) continue;
    cold.raw.push(raw);
    cold.prompt.push(promptMs);
    cold.docker.push(dockerMs);
  }
  await docker(place, 'network', 'rm', network);
  return cold;
}

async function sessionToPrompt(place: MarinaPlace): Promise<{ promptMs: number; dockerMs: number }> {
  const student = await Student.arrive(place.baseUrl);
  const startedAt = performance.now();
  const { id } = await student.open();
  const session = await student.until(id, ({ instances }) => instances[0]?.terminals.length === 1);
  const terminal = student.attach(id, session.instances[0]?.terminals[0] ?? '');
  await terminal.until(promptPattern);
  const promptMs = performance.now() - startedAt;
  await student.until(id, ({ instances }) => instances[0]?.dockerReady === true);
  const dockerMs = performance.now() - startedAt;
  terminal.close();
  await student.end(id);
  await eventually('the machine is idle', async () => (await listContainers(place)).length === 0, 20_000);
  await sleep(restMs);
  return { promptMs, dockerMs };
}

/** `script` gives the client the terminal without which it refuses `-t`. */
async function rawToPrompt(place: MarinaPlace): Promise<number> {
  const command = `docker -H unix://${outerSocket(place)} run --rm -it --network ${network} ${image} bash -l`;
  const startedAt = performance.now();
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null']);
  const ended = once(child, 'exit');
  let shown = '';
  const promptAt = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      shown += withoutEscapes(chunk.toString());
      if (promptPattern.test(shown)) resolve(performance.now());
    });
    void ended.then(() => reject(new Error(`docker run showed no prompt: ${shown}`)));
  });
  const elapsed = (await promptAt) - startedAt;
  child.stdin.write('exit\n');
  await ended;
  return elapsed;
}

async function docker(place: MarinaPlace, ...args: string[]): Promise<void> {
  await run('docker', ['-H', `unix://${outerSocket(place)}`, ...args]);
}
