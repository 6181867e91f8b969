// How this browser shows terminals: remembered, and the same for all of them, in every tab.
import { useSyncExternalStore } from 'react';
import { storedSettings } from '../browser/stored-settings.ts';
import { fontPx, parseCellPx, type SizeStep, stepCellPx, usualCellPx } from './font-size.ts';

const cellKey = 'marina.terminal.cell-px';
const readerKey = 'marina.terminal.screen-reader';
const { read, write, subscribe } = storedSettings('marina:terminal-settings');

export function readFontPx(): number {
  return fontPx(readCellPx());
}

export function stepFontSize(step: SizeStep): void {
  const next = stepCellPx(readCellPx(), step);
  write(cellKey, next === undefined ? '' : String(next));
}

/** Whether terminals keep what they show as text for screen readers. */
export function readScreenReader(): boolean {
  return read(readerKey) === 'on';
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
  return parseCellPx(read(cellKey)) ?? usualCellPx(window.innerWidth);
}
