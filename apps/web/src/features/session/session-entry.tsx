'use client';
// Chooses what a session's address shows: the session that was handed over, or the one the server read meanwhile.
import type { Session } from '@marina/protocol/session';
import { Suspense, use, useEffect, useState } from 'react';
import type { Reply } from '../../api/reply.ts';
import type { Theme } from '../preferences/theme.ts';
import { useHandover } from './session-handover.tsx';
import { SessionMissing } from './session-missing.tsx';
import { SessionScreen } from './session-screen.tsx';

export type SessionEntryProps = {
  id: string;
  reading: Promise<Reply<Session>>;
  /** Title of a lab by its slug. */
  labTitles: Promise<Record<string, string>>;
  theme: Theme;
};

export function SessionEntry(props: SessionEntryProps) {
  const handover = useHandover();
  const [handed] = useState(() => handover.get(props.id));
  // Once only: whoever comes back to this page later must not see the session as it was in the beginning.
  useEffect(() => void handover.delete(props.id), [handover, props.id]);
  if (handed) return <SessionScreen initial={handed} labTitles={props.labTitles} theme={props.theme} />;
  return (
    <Suspense fallback={<div className="h-dvh bg-terminal" />}>
      <ReadSession {...props} />
    </Suspense>
  );
}

function ReadSession({ reading, labTitles, theme }: SessionEntryProps) {
  const reply = use(reading);
  if (!reply.ok) return <SessionMissing failure={reply.code} />;
  return <SessionScreen initial={reply.value} labTitles={labTitles} theme={theme} />;
}
