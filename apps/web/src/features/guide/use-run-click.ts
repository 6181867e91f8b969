'use client';
// One click on a command, from the button to what is said about it.
import type { Target } from '@marina/labs/document';
import { type MouseEvent, useEffect, useState } from 'react';
import type { RunFailure } from '../session/run-command.ts';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import type { Command } from '../terminal/typist.ts';
import { useGuide } from './guide-context.ts';

export type RunState = 'ready' | 'running' | 'typed' | RunFailure;

const tellsMs = 2500;

/** Undefined while there is no session to run anything in, or while an address in the text is not known yet. */
export function useRunClick(target: Target, command: Command) {
  const { session } = useGuide();
  const [state, setState] = useState<RunState>('ready');

  useEffect(() => {
    if (state !== 'typed') return;
    const timer = setTimeout(() => setState('ready'), tellsMs);
    return () => clearTimeout(timer);
  }, [state]);

  if (!session) return undefined;
  const click = async (event: MouseEvent<HTMLElement>) => {
    const isPointer = event.detail > 0;
    setState('running');
    const outcome = await session.run(target, command);
    setState(outcome === 'repeated' ? 'ready' : outcome);
    // Whoever walks through the guide with the keyboard goes on there.
    if (outcome === 'typed' && isPointer && !window.matchMedia('(pointer: coarse)').matches) focusTerminal();
  };
  return { state, click };
}

/** As a lab's author writes it. */
export function targetName({ instance, terminal }: Target): string {
  return terminal === 1 ? instance : `${instance}#${terminal}`;
}

/** Whether the text still waits for the address of a port that nothing listens on. */
export function lacksAddress(text: string): boolean {
  return text.includes('{{port ');
}
