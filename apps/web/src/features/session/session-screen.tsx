'use client';
// A session on one screen, whatever state it is in.
import type { Session } from '@marina/protocol/session';
import type { Theme } from '../preferences/theme.ts';
import { TypistsProvider } from '../terminal/typists.tsx';
import { EndedPanel } from './ended-panel.tsx';
import { EndingPanel } from './ending-panel.tsx';
import { PreparingPanel } from './preparing-panel.tsx';
import { SessionMissing } from './session-missing.tsx';
import { useRefusal } from './use-refusal.ts';
import { useSession } from './use-session.ts';
import { useSessionActions } from './use-session-actions.ts';
import { Workspace } from './workspace.tsx';

type SessionScreenProps = { initial: Session; labTitles: Promise<Record<string, string>>; theme: Theme };

export function SessionScreen({ initial, labTitles, theme }: SessionScreenProps) {
  const state = useSession(initial);
  const actions = useSessionActions(initial.id, state.setSession);
  const refusal = useRefusal(state.refusal, actions.refresh);
  const { session } = state;
  if (session.status === 'ended') return <EndedPanel session={session} />;
  if (session.status === 'ending') return <EndingPanel />;
  if (refusal) return <SessionMissing failure={refusal} />;
  if (session.status === 'preparing') return <PreparingPanel session={session} onCancel={actions.end} />;
  return (
    <TypistsProvider>
      <Workspace state={state} actions={actions} labTitles={labTitles} theme={theme} />
    </TypistsProvider>
  );
}
