'use client';
// Where the terminals of the page can be typed into by other parts of it, such as a lab's guide.
import { createContext, type ReactNode, useContext, useState } from 'react';
import type { Typist } from './typist.ts';

export type Typists = {
  /** Until the returned function is called. */
  add(terminal: string, typist: Typist): () => void;
  /** Waits for the terminal to be on the page; undefined if it is not in time. */
  find(terminal: string, withinMs: number): Promise<Typist | undefined>;
};

const TypistsContext = createContext<Typists>(createTypists());

export function TypistsProvider({ children }: { children: ReactNode }) {
  const [typists] = useState(createTypists);
  return <TypistsContext value={typists}>{children}</TypistsContext>;
}

export function useTypists(): Typists {
  return useContext(TypistsContext);
}

export function createTypists(): Typists {
  const known = new Map<string, Typist>();
  const waiting = new Set<() => void>();
  return {
    add(terminal, typist) {
      known.set(terminal, typist);
      for (const look of waiting) look();
      return () => {
        if (known.get(terminal) === typist) known.delete(terminal);
      };
    },
    find(terminal, withinMs) {
      return new Promise((resolve) => {
        const settle = () => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(known.get(terminal));
        };
        const look = () => known.has(terminal) && settle();
        const timer = setTimeout(settle, withinMs);
        waiting.add(look);
        look();
      });
    },
  };
}
