// The checks of sessions: looked at while somebody has the session open, and on demand; what passes is written down.
import type { Verdict } from '@marina/labs/checks/finding';
import type { Lab } from '@marina/labs/lab';
import { variableValues } from '@marina/labs/variables';
import { MarinaError } from '@marina/protocol/errors';
import type { CheckState } from '@marina/protocol/lab-progress';
import pLimit from 'p-limit';
import { type Log, messageOf } from '../log.ts';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Workers } from '../workers/workers.ts';
import { type CheckWatch, type Memory, watchChecks } from './check-watch.ts';
import type { LabShelf } from './lab-shelf.ts';
import { lookAt } from './look.ts';
import type { ProgressRecord, ProgressStore } from './progress-store.ts';

export type SessionChecksDeps = {
  store: Pick<SessionStore, 'find'>;
  progress: Pick<ProgressStore, 'ensure' | 'tasksDone'>;
  labs: LabShelf;
  workers: Pick<Workers, 'find'>;
  log: Log;
};

export type CheckListener = (state: CheckState) => void;
type Look = { memory: Memory; language: string; task?: string; onlyRead?: boolean };

/** Looks under way at once: of sessions that answered in good time when they were last looked at, and of the others. */
const fastLane = 16;
const slowLane = 16;
/** A look that takes longer makes the session's next ones wait in the lane of the slow. */
const slowMs = 2_000;
/** Requests for a look that wait for the one before, per session. */
const mostWaiting = 4;

export class SessionChecks {
  readonly #deps: SessionChecksDeps;
  readonly #watches = new Map<string, CheckWatch>();
  readonly #turns = new Map<string, { waiting: number; last: Promise<unknown> }>();
  readonly #slow = new Set<string>();
  readonly #lanes = { fast: pLimit(fastLane), slow: pLimit(slowLane) };

  constructor(deps: SessionChecksDeps) {
    this.#deps = deps;
  }

  /**
   * Looks again and again while there is a listener, and tells it the state at first and whenever it has changed.
   * The result stops it. Nothing is told of a session whose lab has no tasks.
   */
  watch(session: Pick<SessionRecord, 'id' | 'lab'>, language: string, listener: CheckListener): () => void {
    if (!this.#tasksOf(session.lab)) return () => undefined;
    const known = this.#watches.get(session.id);
    const watch = known ?? this.#begin(session.id, language);
    return watch.listen(listener);
  }

  /** Somebody did something in the session: what they did may have been a task. */
  used(sessionId: string): void {
    this.#watches.get(sessionId)?.used();
  }

  /**
   * Looks now: at one task, or at all that are not done.
   * @throws MarinaError `task-not-found`, `rate-limited` when several looks wait already
   */
  async lookNow(session: SessionRecord, language: string, task?: string): Promise<CheckState> {
    const lab = this.#tasksOf(session.lab);
    if (task !== undefined && !lab?.tasks.some(({ id }) => id === task)) throw new MarinaError('task-not-found');
    if (!lab) return { lab: session.lab, tasks: {} };
    const watch = this.#watches.get(session.id);
    const memory: Memory = { seen: watch?.memory.seen ?? new Map() };
    const state = await this.#inTurn(session.id, () => this.#look(session, lab, { memory, language, task }));
    if (watch) watch.memory.progress = memory.progress;
    watch?.tell(state);
    return state;
  }

  async close(): Promise<void> {
    const watches = [...this.#watches.values()];
    this.#watches.clear();
    await Promise.all(watches.map((watch) => watch.close()));
  }

  #begin(sessionId: string, language: string): CheckWatch {
    const watch = watchChecks({
      look: async (memory) => {
        const session = await this.#deps.store.find(sessionId);
        const lab = session && this.#tasksOf(session.lab);
        if (!session || !lab || session.viewerId === null) return undefined;
        if (session.status !== 'active') return this.#look(session, lab, { memory, language, onlyRead: true });
        return this.#inTurn(sessionId, () => this.#look(session, lab, { memory, language }));
      },
      onIdle: () => {
        if (this.#watches.get(sessionId) === watch) this.#watches.delete(sessionId);
        this.#slow.delete(sessionId);
      },
      onError: (error) => this.#deps.log('a session could not be looked at', { sessionId, error: messageOf(error) }),
    });
    this.#watches.set(sessionId, watch);
    return watch;
  }

  async #look(session: SessionRecord, lab: Lab, { memory, language, task, onlyRead }: Look): Promise<CheckState> {
    const { progress, workers } = this.#deps;
    if (session.viewerId === null) return stateOf(lab, memory);
    const key = { viewerId: session.viewerId, lab: lab.slug };
    memory.progress ??= await progress.ensure(key);
    const record = memory.progress;
    const tasks = onlyRead
      ? []
      : lab.tasks.filter(({ id }) => (task === undefined ? !isDone(record, id) : id === task));
    if (tasks.length === 0) return stateOf(lab, memory);
    const worker = workers.find(session.workerId);
    const how = { values: variableValues(lab.variables, record.seed), language };
    const verdicts = worker && (await this.#timed(session.id, () => lookAt(worker, session, tasks, how)));
    const at = new Date();
    for (const { id } of tasks) memory.seen.set(id, { checkedAt: at, verdicts: verdicts?.get(id) ?? [] });
    const news = tasks.filter(({ id }) => isPassed(verdicts?.get(id)) && !isDone(record, id)).map(({ id }) => id);
    if (news.length > 0) {
      await progress.tasksDone(key, news, at);
      memory.progress = await progress.ensure(key);
    }
    return stateOf(lab, memory);
  }

  /** Who is slow waits for others that are slow, and holds up nobody else. */
  async #timed<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#slow.has(sessionId) ? this.#lanes.slow : this.#lanes.fast;
    return lane(async () => {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        if (performance.now() - startedAt > slowMs) this.#slow.add(sessionId);
        else this.#slow.delete(sessionId);
      }
    });
  }

  /** Looks at one session never overlap. */
  async #inTurn<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(sessionId) ?? { waiting: 0, last: Promise.resolve() };
    if (turn.waiting >= mostWaiting) throw new MarinaError('rate-limited');
    turn.waiting += 1;
    const mine = turn.last.then(work);
    turn.last = mine.catch(() => undefined);
    this.#turns.set(sessionId, turn);
    try {
      return await mine;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(sessionId);
    }
  }

  #tasksOf(slug: string): Lab | undefined {
    const lab = this.#deps.labs.find(slug);
    return lab && lab.tasks.length > 0 ? lab : undefined;
  }
}

function isDone(record: ProgressRecord, id: string): boolean {
  return record.tasks.some(({ task, doneAt }) => task === id && doneAt !== null);
}

function isPassed(verdicts: Verdict[] | undefined): boolean {
  return verdicts !== undefined && verdicts.length > 0 && verdicts.every(({ passed }) => passed);
}

function stateOf(lab: Lab, { seen, progress }: Memory): CheckState {
  const tasks: CheckState['tasks'] = {};
  for (const { id, checks } of lab.tasks) {
    const doneAt = progress?.tasks.find(({ task }) => task === id)?.doneAt ?? null;
    const last = seen.get(id);
    const checkedAt = last?.checkedAt ?? doneAt;
    if (!checkedAt) continue;
    const verdicts = last?.verdicts ?? checks.map(() => ({ passed: true as const }));
    tasks[id] = { doneAt: doneAt?.toISOString() ?? null, checkedAt: checkedAt.toISOString(), verdicts };
  }
  return { lab: lab.slug, tasks };
}
