// Tells sessions that burn for minutes from those that work hard for a moment.

/** Of one instance's processors: a miner takes all, and gets a part of that where others burn, too. */
const burningShare = 0.25;

export type BurnWatch = {
  /**
   * Takes what a session has used so far, and the processors that one of its instances may use. Gives the number of
   * processors that it has used on average, once, when it has burned for the whole window; again after it has rested.
   */
  note(sessionId: string, reading: { usedMs: number; cpus: number; atMs: number }): number | undefined;
  /** Forgets all sessions but these. */
  keep(sessionIds: ReadonlySet<string>): void;
};

type Watched = { readings: { usedMs: number; atMs: number }[]; isTold: boolean };

export function createBurnWatch(windowMs: number): BurnWatch {
  const watched = new Map<string, Watched>();
  return {
    note: (sessionId, { usedMs, cpus, atMs }) => {
      const session = watched.get(sessionId) ?? { readings: [], isTold: false };
      watched.set(sessionId, session);
      session.readings.push({ usedMs, atMs });
      // The first one stays at least a window old, once it is.
      while ((session.readings[1]?.atMs ?? atMs) <= atMs - windowMs) session.readings.shift();
      const [first] = session.readings;
      if (!first || atMs - first.atMs < windowMs) return undefined;
      const processors = (usedMs - first.usedMs) / (atMs - first.atMs);
      const isBurning = processors >= cpus * burningShare;
      const isNews = isBurning && !session.isTold;
      session.isTold = isBurning;
      return isNews ? processors : undefined;
    },
    keep: (sessionIds) => {
      for (const id of watched.keys()) if (!sessionIds.has(id)) watched.delete(id);
    },
  };
}
