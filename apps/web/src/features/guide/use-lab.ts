// A lab's text, read by the browser beside a session: the terminals do not wait for it.
import type { LabContent } from '@marina/protocol/lab-content';
import { useCallback, useEffect, useState } from 'react';
import { readLab } from '../../api/labs.ts';
import type { Failure } from '../../api/reply.ts';

export type LabReading =
  | { is: 'none' }
  | { is: 'reading' }
  | { is: 'read'; lab: LabContent }
  | { is: 'failed'; failure: Failure };

/** `slug` is undefined where there is no lab to read. */
export function useLab(slug: string | undefined): { reading: LabReading; retry: () => void } {
  const [reading, setReading] = useState<LabReading>({ is: slug === undefined ? 'none' : 'reading' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads again
  useEffect(() => {
    if (slug === undefined) return;
    let isWanted = true;
    void readLab(slug).then((reply) => {
      if (isWanted) setReading(reply.ok ? { is: 'read', lab: reply.value } : { is: 'failed', failure: reply.code });
    });
    return () => {
      isWanted = false;
    };
  }, [slug, attempt]);

  const retry = useCallback(() => {
    setReading({ is: 'reading' });
    setAttempt((count) => count + 1);
  }, []);
  return { reading, retry };
}
