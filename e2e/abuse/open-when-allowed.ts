import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@marina/protocol/session';
import type { Student } from '../student.ts';

/** Opens a session; so many from one address are too many in a minute (see C15), and then it waits. */
export async function openWhenAllowed(student: Student, lab: string): Promise<Session> {
  for (;;) {
    const opened = await student.open(lab).catch((error: unknown) => {
      if (error instanceof Error && error.cause === 429) return undefined;
      throw error;
    });
    if (opened) return opened;
    await sleep(1000);
  }
}
