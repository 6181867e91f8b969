'use client';
// What a terminal offers beside its shell: its menu, what appears over it, and the keys that call these.
import { type ReactNode, useEffect, useState } from 'react';
import { BellFlash } from './bell-flash.tsx';
import { CopyNotice } from './copy-notice.tsx';
import { LinkLayer } from './link-layer.tsx';
import { PaneMenu } from './pane-menu.tsx';
import { PasteByHand } from './paste-by-hand.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { SearchBar } from './search-bar.tsx';
import type { TerminalView } from './terminal-view.ts';
import { usePaneSettings } from './use-pane-settings.ts';
import { usePaste } from './use-paste.ts';

type PaneToolsProps = {
  view: TerminalView | undefined;
  session: string;
  name: string;
  /** The terminal's element. */
  children: ReactNode;
};

export function PaneTools({ view, session, name, children }: PaneToolsProps) {
  const [isSearching, setIsSearching] = useState(false);
  const { question, answer, paste, pasteClipboard } = usePaste(view, session);
  usePaneSettings(view);
  const focus = () => view?.focus();

  useEffect(() => view?.onShortcut((shortcut) => shortcut === 'search' && setIsSearching(true)), [view]);
  useEffect(
    () => view?.onShortcut((shortcut) => shortcut === 'paste' && void pasteClipboard()),
    [view, pasteClipboard],
  );

  const closeSearch = () => {
    setIsSearching(false);
    focus();
  };
  return (
    <>
      <PaneMenu view={view} name={name} onPaste={pasteClipboard} onSearch={() => setIsSearching(true)}>
        {children}
      </PaneMenu>
      {view && isSearching && <SearchBar search={view.search} onClose={closeSearch} />}
      {view && (
        <>
          <BellFlash view={view} />
          <LinkLayer view={view} />
          <CopyNotice view={view} />
        </>
      )}
      {question?.is === 'risky' && <PasteDialog text={question.text} onAnswer={answer} onClosed={focus} />}
      {question?.is === 'by-hand' && (
        <PasteByHand
          onText={(text) => {
            answer(undefined, false);
            paste(text);
          }}
          onClose={() => answer(undefined, false)}
          onClosed={focus}
        />
      )}
    </>
  );
}
