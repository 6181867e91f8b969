// Group H: what is left, and what goes on, after kills, churn, changes from outside, and ends.
import type { AbuseCase } from '../case.ts';
import { churn } from './churn.ts';
import { drift } from './drift.ts';
import { killAll, killDaemon, killManager } from './kills.ts';
import { otherWorker, secrets, workerToken } from './secrets.ts';
import { nestedEnd, stubbornEnd } from './stubborn-end.ts';
import { killedStop, politeStop } from './whole-stop.ts';

export const groupH: readonly AbuseCase[] = [
  {
    id: 'H1',
    tried: 'kill -9 the manager while sessions are being opened',
    expected: 'the machine is what the rows say',
    run: killManager,
  },
  ...(['agent', 'dockerd', 'containerd'] as const).map((victim) => ({
    id: `H2/${victim}`,
    tried: `kill -9 the ${victim} while a session ends`,
    expected: 'the machine is what the rows say',
    run: killDaemon(victim),
  })),
  { id: 'H2/all', tried: 'kill -9 all of them', expected: 'the machine is what the rows say', run: killAll },
  { id: 'H2/stop', tried: 'stop another Marina', expected: 'nothing of it is left', run: politeStop },
  { id: 'H2/down', tried: 'kill -9 all of another Marina, then `marina down`', expected: 'the same', run: killedStop },
  {
    id: 'H2/boot',
    tried: 'boot the machine again',
    expected: 'the machine is what the rows say',
    run: async () => ({ notRun: 'that would end the suite' }),
  },
  { id: 'H3', tried: 'ignore SIGTERM, freeze oneself, pause a container', expected: 'gone in 30 s', run: stubbornEnd },
  { id: 'H4', tried: 'open and end many sessions', expected: 'descriptors, namespaces, memory stay', run: churn },
  {
    id: 'H5',
    tried: 'instances with other seccomp, namespaces, mounts, limits',
    expected: 'ended, and the operator told; others go on',
    run: drift,
  },
  { id: 'H6', tried: 'leave containers running at the end', expected: 'they end with the instance', run: nestedEnd },
  { id: 'H7', tried: 'look for secrets in inspect, environments, files', expected: 'none', run: secrets },
  { id: 'H7/token', tried: 'join as a worker without the token', expected: 'refused', run: workerToken },
  { id: 'H7/other', tried: 'join as another worker', expected: 'refused', run: otherWorker },
];
