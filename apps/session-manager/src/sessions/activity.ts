// When each session was last used. Kept in memory between flushes: a keystroke must not cost a database write.

export type Activity = {
  /** The student did something in this session. */
  touch(sessionId: string): void;
  /** Writes what is new since the last time. */
  flush(): Promise<void>;
  /** The latest use, if it is newer than what is written. */
  latest(sessionId: string): Date | undefined;
};

export function createActivity(
  write: (sessionId: string, at: Date) => Promise<void>,
  onUse: (sessionId: string) => void = () => undefined,
): Activity {
  const pending = new Map<string, Date>();
  return {
    touch: (sessionId) => {
      pending.set(sessionId, new Date());
      onUse(sessionId);
    },
    latest: (sessionId) => pending.get(sessionId),
    flush: async () => {
      const batch = [...pending];
      await Promise.all(batch.map(([sessionId, at]) => write(sessionId, at)));
      for (const [sessionId, at] of batch) if (pending.get(sessionId) === at) pending.delete(sessionId);
    },
  };
}
