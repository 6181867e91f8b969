// Has the code of the session page and of its terminals at hand before anybody asks for it.
import { onIdle } from '../browser/on-idle.ts';
import { loadXterm } from '../terminal/load-xterm.ts';

const patienceMs = 1500;

export function preloadSession(): () => void {
  return onIdle(() => {
    // What fails here is tried again, and reported, where it is needed.
    Promise.all([import('./session-entry.tsx'), loadXterm()]).catch(() => undefined);
  }, patienceMs);
}
