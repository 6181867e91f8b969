'use client';
// Opening a session and going to it: from the home page, and from a session that has ended.
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { createSession } from '../../api/sessions.ts';
import { useHandover } from './session-handover.tsx';

export function useOpenSession() {
  const router = useRouter();
  const handover = useHandover();
  const [failure, setFailure] = useState<Failure>();
  const [isOpening, setIsOpening] = useState(false);

  const open = useCallback(
    async (lab: string, name?: string) => {
      setIsOpening(true);
      setFailure(undefined);
      const reply = await createSession({ lab, name: name?.trim() || undefined });
      if (!reply.ok) {
        setIsOpening(false);
        setFailure(reply.code);
        return;
      }
      handover.set(reply.value.id, reply.value);
      router.push(`/s/${reply.value.id}`);
    },
    [router, handover],
  );

  return { open, isOpening, failure };
}
