// The page on the full screen, where Chromium gives it the keys that it otherwise keeps for itself.

declare global {
  interface Navigator {
    /** Chromium's, and on https and localhost only. */
    readonly keyboard?: { lock?: (codes: readonly string[]) => Promise<void> };
  }
}

/** Escape is among them for editors: held for two seconds it still leaves the full screen. */
const wantedKeys = ['Escape', 'KeyW', 'KeyT', 'KeyN'] as const;

export function canFillScreen(): boolean {
  return document.fullscreenEnabled;
}

export function isScreenFilled(): boolean {
  return document.fullscreenElement !== null;
}

/** Only in answer to a click or a key: browsers refuse otherwise. */
export async function fillScreen(isOn: boolean): Promise<void> {
  try {
    if (!isOn) return await document.exitFullscreen();
    await document.documentElement.requestFullscreen();
    await navigator.keyboard?.lock?.(wantedKeys);
  } catch {
    // Refused: the page stays as it is, and the keys stay the browser's.
  }
}
