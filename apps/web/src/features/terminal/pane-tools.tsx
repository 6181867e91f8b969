'use client';
// What a terminal offers beside its shell: what appears over it, and the keys that call it.
import { useEffect, useState } from 'react';
import { SearchBar } from './search-bar.tsx';
import type { TerminalView } from './terminal-view.ts';

export function PaneTools({ view }: { view: TerminalView }) {
  const [isSearching, setIsSearching] = useState(false);

  useEffect(
    () =>
      view.onShortcut((shortcut) => {
        if (shortcut === 'search') setIsSearching(true);
      }),
    [view],
  );

  const closeSearch = () => {
    setIsSearching(false);
    view.focus();
  };
  return isSearching && <SearchBar search={view.search} onClose={closeSearch} />;
}
