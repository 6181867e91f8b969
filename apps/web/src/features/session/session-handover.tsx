'use client';
// Carries the session that was just opened to the page that shows it, which then need not ask for it again.
import type { Session } from '@marina/protocol/session';
import { createContext, type ReactNode, useContext, useState } from 'react';

const HandoverContext = createContext(new Map<string, Session>());

export function SessionHandover({ children }: { children: ReactNode }) {
  const [sessions] = useState(() => new Map<string, Session>());
  return <HandoverContext value={sessions}>{children}</HandoverContext>;
}

export function useHandover(): Map<string, Session> {
  return useContext(HandoverContext);
}
