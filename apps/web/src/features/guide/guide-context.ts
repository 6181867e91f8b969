'use client';
// What every part of a lab's text may need: the lab, what its reader has done, and the session if there is one.
import type { Target } from '@marina/labs/document';
import type { LabContent } from '@marina/protocol/lab-content';
import type { CheckState, LabProgress } from '@marina/protocol/lab-progress';
import type { Instance } from '@marina/protocol/session';
import { createContext, useContext } from 'react';
import type { RunOutcome } from '../session/run-command.ts';
import type { Command } from '../terminal/typist.ts';
import type { ProgressActions } from './use-lab-progress.ts';

export type GuideSession = {
  id: string;
  instances: readonly Instance[];
  run: (target: Target, command: Command) => Promise<RunOutcome>;
  checks: CheckState | undefined;
  onChecks: (checks: CheckState) => void;
};

export type Guide = {
  lab: LabContent;
  progress: LabProgress;
  actions: ProgressActions;
  /** Undefined where the lab is only read. */
  session: GuideSession | undefined;
};

const GuideContext = createContext<Guide | undefined>(undefined);

export const GuideProvider = GuideContext.Provider;

export function useGuide(): Guide {
  const guide = useContext(GuideContext);
  if (!guide) throw new Error('parts of a guide stand in a guide');
  return guide;
}
