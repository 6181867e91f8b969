// How this browser shows guides beside terminals: remembered, and the same for all labs.
import { useSyncExternalStore } from 'react';
import { storedSettings } from '../browser/stored-settings.ts';

const shareKey = 'marina.guide.share';
const foldedKey = 'marina.guide.folded';
const usualShare = 0.4;
const leastShare = 0.2;
const mostShare = 0.7;
const { read, write, subscribe } = storedSettings('marina:guide-settings');

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
      () => read(foldedKey) === 'yes',
      () => false,
    ),
  };
}

function readShare(): number {
  const share = Number.parseFloat(read(shareKey) ?? '');
  return Number.isFinite(share) ? clamp(share) : usualShare;
}

function clamp(share: number): number {
  return Math.min(mostShare, Math.max(leastShare, share));
}
