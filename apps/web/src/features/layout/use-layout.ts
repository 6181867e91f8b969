// The layout of a session's page, as this browser remembers it.
import type { Instance } from '@marina/protocol/session';
import { useEffect, useEffectEvent, useLayoutEffect, useReducer, useState } from 'react';
import { noLayout } from './layout.ts';
import { layoutReducer } from './layout-reducer.ts';
import { dropOldLayouts, hasStoredLayout, type LayoutStore, restoreLayout, saveLayout } from './stored-layout.ts';
import { syncLayout } from './sync-layout.ts';

export function useLayout(session: string, instances: readonly Instance[]) {
  const [layout, dispatch] = useReducer(layoutReducer, noLayout, () => syncLayout(noLayout, instances));
  const [isRestored, setIsRestored] = useState(false);
  /** Nobody has laid out this session in this browser before. */
  const [isFresh, setIsFresh] = useState(false);

  const restore = useEffectEvent(() => {
    const store = findStore();
    if (store) {
      dispatch({ type: 'restored', layout: restoreLayout(store, session, instances) });
      dropOldLayouts(store, Date.now());
    }
    setIsFresh(!store || !hasStoredLayout(store, session));
    setIsRestored(true);
  });
  // The server renders without what only the browser knows; nobody sees the page before this has run.
  useLayoutEffect(() => restore(), []);

  useEffect(() => dispatch({ type: 'sync', instances }), [instances]);

  useEffect(() => {
    const store = isRestored ? findStore() : undefined;
    if (store) saveLayout(store, session, layout, Date.now());
  }, [isRestored, session, layout]);

  return { layout, dispatch, isRestored, isFresh };
}

/** Browsers may forbid even to ask. */
function findStore(): LayoutStore | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
