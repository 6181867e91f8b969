// A terminal of Marina beside a bare Docker exec stream into the same instance, and beside other web terminals.
import { listContainers } from '../machine/outer-docker.ts';
import { type Marina, withMarina } from '../marina-under-test.ts';
import { Student } from '../student.ts';
import type { Outcome } from './figures.ts';
import type { Contender } from './terminal/channel.ts';
import { dockerExecContender } from './terminal/docker-exec.ts';
import { marinaContender } from './terminal/marina.ts';
import { type Entrant, enter, measureRounds } from './terminal/rounds.ts';
import { terminalFigures, terminalNotes } from './terminal/terminal-figures.ts';
import { Viewer } from './terminal/viewer.ts';

const name = 'e2e-bench-terminal';

export async function terminalBench(runs: number): Promise<Outcome> {
  return withMarina({ name, env: { MARINA_POOL: '0' } }, async (marina) => {
    const contenders = await openContenders(marina);
    const entrants = await Promise.all(contenders.map(enterContender));
    await measureRounds(entrants, runs);
    for (const contender of contenders) await contender.close();
    return { figures: terminalFigures(entrants), notes: terminalNotes(entrants) };
  });
}

async function openContenders(marina: Marina): Promise<Contender[]> {
  const student = await Student.arrive(marina.baseUrl);
  const { id } = await student.open();
  const session = await student.until(id, ({ instances }) => instances[0]?.dockerReady === true);
  const instance = session.instances[0]?.id ?? '';
  const container = (await listContainers(marina)).find((found) => found.instance === instance);
  if (!container) throw new Error(`instance ${instance} has no container`);
  return [marinaContender(student, id, instance), dockerExecContender(marina, container.id)];
}

async function enterContender(contender: Contender): Promise<Entrant> {
  return enter(await Viewer.open(contender), await Viewer.open(contender));
}
