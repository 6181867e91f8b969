// How this browser shows terminals: remembered, and the same for all of them, in every tab.
import { useSyncExternalStore } from 'react';
import { fontPx, parseCellPx, type SizeStep, stepCellPx, usualCellPx } from './font-size.ts';
import { readStored, writeStored } from './stored-value.ts';

const cellKey = 'marina.terminal.cell-px';
const readerKey = 'marina.terminal.screen-reader';
/** The browser tells other tabs of a change, but not the one that made it. */
const changedHere = 'marina:terminal-settings';

const localStore = () => window.localStorage;

export function readFontPx(): number {
  return fontPx(readCellPx());
}

export function stepFontSize(step: SizeStep): void {
  const next = stepCellPx(readCellPx(), step);
  write(cellKey, next === undefined ? '' : String(next));
}

/** Whether terminals keep what they show as text for screen readers. */
export function readScreenReader(): boolean {
  return readStored(localStore, readerKey) === 'on';
}

export function setScreenReader(isOn: boolean): void {
  write(readerKey, isOn ? 'on' : '');
}

export function useTerminalSettings(): { fontPx: number; isScreenReader: boolean } {
  return {
    fontPx: useSyncExternalStore(subscribe, readFontPx, () => 0),
    isScreenReader: useSyncExternalStore(subscribe, readScreenReader, () => false),
  };
}

function readCellPx(): number {
  return parseCellPx(readStored(localStore, cellKey)) ?? usualCellPx(window.innerWidth);
}

function write(key: string, value: string): void {
  writeStored(localStore, key, value);
  window.dispatchEvent(new Event(changedHere));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('storage', changed);
  window.addEventListener(changedHere, changed);
  return () => {
    window.removeEventListener('storage', changed);
    window.removeEventListener(changedHere, changed);
  };
}
