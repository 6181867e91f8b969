// Memory, processor time and process count of an instance, from one sample of Docker's statistics.
import { EngineError } from '../errors.ts';
import type { InstanceStats } from '../instances.ts';
import { type Docker, docker } from './docker.ts';

export async function readStats(client: Docker, instanceId: string): Promise<InstanceStats> {
  // `one-shot` skips the second sample that Docker would otherwise wait a second for.
  const sample = await docker(
    'read statistics',
    client.getContainer(instanceId).stats({ stream: false, 'one-shot': true }),
  );
  if (!sample.pids_stats?.current) throw new EngineError('conflict', 'the instance is not running');
  const { usage, stats } = sample.memory_stats;
  // Page cache is given back under pressure, so like `docker stats` we leave it out (v1, v2 names).
  const cache = stats.total_inactive_file ?? stats.inactive_file ?? 0;
  return {
    memoryBytes: Math.max(0, usage - cache),
    cpuMs: sample.cpu_stats.cpu_usage.total_usage / 1e6,
    pids: sample.pids_stats.current,
  };
}
