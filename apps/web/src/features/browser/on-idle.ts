/** Runs `work` when the browser has nothing better to do, at the latest after `withinMs`; returns what calls it off. */
export function onIdle(work: () => void, withinMs: number): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, Math.min(200, withinMs));
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: withinMs });
  return () => window.cancelIdleCallback(handle);
}
