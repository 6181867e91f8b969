'use client';
// Keeps the place in a step: over a reload, another step and back, and a change of language.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { z } from 'zod';
import { readStored, writeStored } from '../browser/stored-value.ts';
import { type Box, beginning, placeAt, type ReadingPlace, scrollTopOf } from './step-place.ts';

const placeSchema = z.object({ part: z.number().int(), share: z.number() });
const sessionStore = () => window.sessionStorage;

type Options = {
  /** What scrolls; its `[data-parts]` holds the parts. */
  scroller: RefObject<HTMLElement | null>;
  /** Names lab and step. */
  name: string;
  locale: string;
};

/** Returns what to call when the reader has scrolled. */
export function useReadingPlace({ scroller, name, locale }: Options): () => void {
  const key = `marina.guide.place.${name}`;
  const place = useRef<ReadingPlace>(beginning);

  useLayoutEffect(() => {
    place.current = readPlace(key);
  }, [key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another step or language has other boxes
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = scrollTopOf(place.current, boxesIn(element));
  }, [scroller, key, locale]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    place.current = placeAt(boxesIn(element), element.scrollTop);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => writeStored(sessionStore, key, JSON.stringify(place.current)), 150);
  }, [scroller, key]);
}

function readPlace(key: string): ReadingPlace {
  try {
    return placeSchema.parse(JSON.parse(readStored(sessionStore, key) ?? ''));
  } catch {
    return beginning;
  }
}

function boxesIn(element: HTMLElement): Box[] {
  const edge = element.getBoundingClientRect().top - element.scrollTop;
  const parts = element.querySelector('[data-parts] .flow')?.children ?? [];
  return Array.from(parts, (part) => {
    const { top, height } = part.getBoundingClientRect();
    return { top: top - edge, height };
  });
}
