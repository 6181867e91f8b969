// A terminal of Marina beside a bare Docker exec stream into the same instance, and beside other web terminals.
import { listContainers } from '../machine/outer-docker.ts';
import { type Marina, withMarina } from '../marina-under-test.ts';
import { openPlaygrounds, type Playground } from '../playground.ts';
import { Student } from '../student.ts';
import type { Outcome } from './figures.ts';
import { type Contender, NotRun } from './terminal/channel.ts';
import { dockerExecContender } from './terminal/docker-exec.ts';
import { marinaContender } from './terminal/marina.ts';
import { measureMemory, memoryFigure, memoryNote } from './terminal/memory-per-terminal.ts';
import { nodePtyContender } from './terminal/node-pty.ts';
import { type Entrant, enter, measureRounds } from './terminal/rounds.ts';
import { type NotRunPeer, terminalFigures, terminalNotes } from './terminal/terminal-figures.ts';
import { ttydContender } from './terminal/ttyd.ts';
import { Viewer } from './terminal/viewer.ts';
import { wettyContender } from './terminal/wetty.ts';

const name = 'e2e-bench-terminal';
/** As many as 50 terminals need: an instance takes 16. */
const playgroundCount = 4;
const memoryRounds = 3;
const env = { MARINA_POOL: '0', MARINA_SESSIONS_PER_VIEWER: String(playgroundCount) };

const peers = { 'node-pty': nodePtyContender, wetty: wettyContender, ttyd: ttydContender };

type Contenders = { contenders: Contender[]; notRun: NotRunPeer[] };

export async function terminalBench(runs: number): Promise<Outcome> {
  return withMarina({ name, env }, async (marina) => {
    const playgrounds = await openPlaygrounds(await Student.arrive(marina.baseUrl), playgroundCount);
    const memory = await measureMemory(marina, playgrounds, memoryRounds);
    const [first, ...others] = playgrounds;
    if (!first) throw new Error('no playground to measure in');
    for (const { student, session } of others) await student.end(session);
    const { contenders, notRun } = await openContenders(marina, first);
    const entrants: Entrant[] = [];
    try {
      for (const contender of contenders) entrants.push(await enterContender(contender));
      await measureRounds(entrants, runs);
      const figures = [...terminalFigures(entrants), memoryFigure(memory)];
      return { figures, notes: [...terminalNotes(entrants, notRun), memoryNote(memory), ''] };
    } finally {
      for (const { main, neighbour } of entrants) for (const viewer of [main, neighbour]) viewer.close();
      for (const contender of contenders) await contender.close();
    }
  });
}

/** Peers that cannot be had are said so, and no reason to fail. */
async function openContenders(marina: Marina, playground: Playground): Promise<Contenders> {
  const containers = await listContainers(marina);
  const container = containers.find(({ instance }) => instance === playground.instance);
  if (!container) throw new Error(`instance ${playground.instance} has no container`);
  const contenders = [marinaContender(playground), dockerExecContender(marina, container.id)];
  const notRun: NotRunPeer[] = [];
  for (const [peer, open] of Object.entries(peers)) {
    try {
      contenders.push(await open());
    } catch (error) {
      if (!(error instanceof NotRun)) throw error;
      notRun.push({ name: peer, why: error.message });
    }
  }
  return { contenders, notRun };
}

async function enterContender(contender: Contender): Promise<Entrant> {
  return enter(await Viewer.open(contender), await Viewer.open(contender));
}
