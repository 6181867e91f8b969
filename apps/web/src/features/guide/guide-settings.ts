// How this browser shows guides beside terminals: remembered, and the same for all labs.
import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../terminal/stored-value.ts';

const shareKey = 'marina.guide.share';
const foldedKey = 'marina.guide.folded';
const usualShare = 0.4;
const leastShare = 0.2;
const mostShare = 0.7;
/** The browser tells other tabs of a change, but not the one that made it. */
const changedHere = 'marina:guide-settings';
const localStore = () => window.localStorage;

/** How much of the page's width the guide has. */
export function setGuideShare(share: number): void {
  if (Number.isFinite(share)) write(shareKey, String(clamp(share)));
}

export function setGuideFolded(isFolded: boolean): void {
  write(foldedKey, isFolded ? 'yes' : '');
}

export function useGuideSettings(): { share: number; isFolded: boolean } {
  return {
    share: useSyncExternalStore(subscribe, readShare, () => usualShare),
    isFolded: useSyncExternalStore(
      subscribe,
      () => readStored(localStore, foldedKey) === 'yes',
      () => false,
    ),
  };
}

function readShare(): number {
  const share = Number.parseFloat(readStored(localStore, shareKey) ?? '');
  return Number.isFinite(share) ? clamp(share) : usualShare;
}

function clamp(share: number): number {
  return Math.min(mostShare, Math.max(leastShare, share));
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
