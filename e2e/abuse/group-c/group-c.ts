// Group C: one student takes all there is of something. A neighbour types meanwhile: see beside.ts.
import type { AbuseCase } from '../case.ts';
import { beside, besideOnce } from './beside.ts';
import { alertOfMiner, spendBudget } from './burning.ts';
import { diskLoop, fillDisk, logFlood, manyFiles } from './disk.ts';
import { bandwidth, connections, miner } from './network.ts';
import { cores, coresInShortTurns, forkBomb, memoryHog, namespaces, sharedMemory } from './processes.ts';
import { endlessOutput, hugeFrame, idleSockets, manySessions, slowRequests } from './server.ts';

export const groupC: readonly AbuseCase[] = [
  beside('C1', 'fork bomb', 'EAGAIN at the limit of processes', forkBomb),
  beside('C2', 'more memory than the limit', 'only its own processes are killed', memoryHog),
  beside('C3', 'fill a tmpfs of its own, and /dev/shm', 'counted as its memory', sharedMemory),
  beside(
    'C4',
    'fill its files, then the data of its Docker',
    'ENOSPC at its disk’s size; the machine’s stays free',
    fillDisk,
  ),
  beside('C5', 'a million files', 'ENOSPC; the machine’s inodes stay free', manyFiles),
  beside('C6', 'flood the logs', 'capped', logFlood),
  beside('C7', 'burn all cores', 'no more than its share', cores),
  beside('C7/turns', 'burn all cores, in the shortest turns', 'no more than its share', coresInShortTurns),
  {
    id: 'C7/budget',
    tried: 'burn for hours',
    expected: 'its budget ends the session',
    run: spendBudget,
  },
  beside('C8', 'read and write past the page cache', 'no faster than the limit', diskLoop),
  beside('C9', 'namespaces and groups until refused', 'refused soon', namespaces),
  beside('C10', '20,000 connections', 'capped; the machine’s table stays half empty', connections),
  beside('C11', 'as much traffic as goes', 'no faster than the limit, each way', bandwidth),
  beside('C12', '`yes` in terminals that nobody reads', 'no memory grows', endlessOutput),
  beside('C13', 'a frame of 64 MiB', 'closed with 1009', hugeFrame),
  beside('C14', 'requests that never end', 'closed; others are answered', slowRequests),
  beside('C14/idle', '1,000 idle sockets', 'refused beyond a limit', idleSockets),
  besideOnce('C15', '100 sessions from one address', '429', manySessions),
  beside('C16', 'a pool of miners', 'not reached', miner),
  {
    id: 'C16/alert',
    tried: 'mine on all cores',
    expected: 'an alert within 5 minutes',
    run: alertOfMiner,
  },
];
