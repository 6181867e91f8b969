// When the manager no longer follows a session: one that has ended is read once more, for the reason it ended.
import type { ErrorCode } from '@marina/protocol/errors';
import { useEffect, useState } from 'react';

/** The refusal to show, if any; none while the reason is being read. */
export function useRefusal(refusal: ErrorCode | undefined, refresh: () => Promise<unknown>): ErrorCode | undefined {
  const [isRead, setIsRead] = useState(false);
  useEffect(() => {
    if (refusal === 'session-ended') void refresh().finally(() => setIsRead(true));
  }, [refusal, refresh]);
  return refusal === 'session-ended' && !isRead ? undefined : refusal;
}
