import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { Service, type ServiceOptions } from './supervise.ts';

const launched: ChildProcess[] = [];

function service(script: string, options: Partial<ServiceOptions> = {}) {
  const lines: string[] = [];
  const launch = () => {
    const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    launched.push(child);
    return child;
  };
  const made = new Service({
    title: 'sleeper',
    launch,
    stopTimeoutMs: 200,
    firstDelayMs: 10,
    maxDelayMs: 40,
    report: (line) => lines.push(line),
    ...options,
  });
  return { service: made, lines };
}

afterEach(() => {
  for (const child of launched.splice(0)) child.kill('SIGKILL');
});

test('a killed process is started again', async () => {
  const { service: sleeper, lines } = service('exec sleep 60');
  await sleeper.start();
  launched[0]?.kill('SIGKILL');
  await vi.waitFor(() => expect(launched).toHaveLength(2));
  expect(sleeper.restarts).toBe(1);
  expect(lines).toEqual(['The sleeper was ended by SIGKILL: again in 0.01 s.']);
  await sleeper.stop();
});

test('a process that keeps failing is started ever less often', async () => {
  const { service: broken, lines } = service('exit 3');
  await broken.start();
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(4));
  await broken.stop();
  const delays = lines.map((line) => / again in (.+) s/.exec(line)?.[1]);
  expect(delays.slice(0, 5)).toEqual(['0.01', '0.02', '0.04', '0.04', '0.04']);
});

test('a stopped process stays stopped', async () => {
  const { service: sleeper } = service('exec sleep 60');
  await sleeper.start();
  await sleeper.stop();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(launched).toHaveLength(1);
  expect(launched[0]?.signalCode).toBe('SIGTERM');
});

test('a process that ignores the request to stop is killed', async () => {
  const { service: deaf } = service("trap '' TERM; echo deaf; while :; do sleep 0.05; done");
  await deaf.start();
  await new Promise((resolve) => launched[0]?.stdout?.once('data', resolve));
  await deaf.stop();
  expect(launched[0]?.signalCode).toBe('SIGKILL');
});

test('stopping while it waits for the next start launches nothing', async () => {
  const { service: broken } = service('exit 3', { firstDelayMs: 5000 });
  await broken.start();
  await vi.waitFor(() => expect(launched[0]?.exitCode).toBe(3));
  await broken.stop();
  expect(launched).toHaveLength(1);
});

test('a restart whose launch fails is tried again', async () => {
  let failures = 2;
  const { service: sleeper, lines } = service('exec sleep 60', {
    launch: () => {
      if (launched.length > 0 && failures-- > 0) throw new Error('no socket');
      const child = spawn('sleep', ['60']);
      launched.push(child);
      return child;
    },
  });
  await sleeper.start();
  launched[0]?.kill('SIGKILL');
  await vi.waitFor(() => expect(launched).toHaveLength(2));
  expect(lines.filter((line) => line.includes('did not start: no socket'))).toHaveLength(2);
  await sleeper.stop();
});
