import { useSyncExternalStore } from 'react';

/** Whether the page is as narrow as a phone, where panes have no room beside each other. False on the server. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => narrow().matches,
    () => false,
  );
}

function subscribe(changed: () => void): () => void {
  const query = narrow();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** What Tailwind calls max-sm. */
function narrow(): MediaQueryList {
  return window.matchMedia('(width < 40rem)');
}
