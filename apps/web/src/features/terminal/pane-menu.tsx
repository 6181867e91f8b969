'use client';
// The menu of one terminal: the clipboard, its text, and how it is shown.
import { ClipboardPaste, Copy, Download, Eraser, Search, TextSelect } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ContextItem, ContextMenu, ContextSeparator } from '../../ui/context-menu.tsx';
import { copySelection } from './clipboard-keys.ts';
import { guardContextMenu, openContextMenu } from './context-events.ts';
import { DisplayItems } from './display-items.tsx';
import { downloadName } from './download-name.ts';
import { KeyItems } from './key-items.tsx';
import { menuIcon } from './menu-icon.ts';
import { menuKeys } from './menu-keys.ts';
import { saveText } from './save-text.ts';
import { scrollbackText } from './scrollback-text.ts';
import type { TerminalView } from './terminal-view.ts';

type PaneMenuProps = {
  view: TerminalView | undefined;
  name: string;
  onPaste: () => void;
  onSearch: () => void;
  children: ReactNode;
};

export function PaneMenu({ view, name, onPaste, onSearch, children }: PaneMenuProps) {
  const [hasSelection, setHasSelection] = useState(false);
  const afterClose = useRef<() => void>(undefined);

  useEffect(() => view && guardContextMenu(view.element, view.terminal), [view]);
  useEffect(() => view?.onShortcut((shortcut) => shortcut === 'menu' && openContextMenu(view.terminal)), [view]);

  const closed = () => {
    view?.focus();
    afterClose.current?.();
    afterClose.current = undefined;
  };
  return (
    <ContextMenu
      area={children}
      disabled={!view}
      onOpenChange={(isOpen) => isOpen && setHasSelection(view?.terminal.hasSelection() ?? false)}
      onClosed={closed}
    >
      {view && (
        <Items
          view={view}
          name={name}
          hasSelection={hasSelection}
          onPaste={onPaste}
          // The field would lose the focus to the closing menu.
          onSearch={() => {
            afterClose.current = onSearch;
          }}
        />
      )}
    </ContextMenu>
  );
}

type ItemsProps = Omit<PaneMenuProps, 'view' | 'children'> & { view: TerminalView; hasSelection: boolean };

function Items({ view, name, hasSelection, onPaste, onSearch }: ItemsProps) {
  const t = useTranslations('terminal.menu');
  const { terminal } = view;
  const keys = menuKeys(navigator.userAgent);
  const download = () => saveText(downloadName(name, new Date()), scrollbackText(terminal.buffer.normal));
  return (
    <>
      <ContextItem
        icon={<Copy {...menuIcon} />}
        keys={keys.copy}
        disabled={!hasSelection}
        onSelect={() => copySelection(terminal)}
      >
        {t('copy')}
      </ContextItem>
      <ContextItem icon={<ClipboardPaste {...menuIcon} />} keys={keys.paste} onSelect={onPaste}>
        {t('paste')}
      </ContextItem>
      <ContextItem icon={<TextSelect {...menuIcon} />} onSelect={() => terminal.selectAll()}>
        {t('selectAll')}
      </ContextItem>
      <ContextSeparator />
      <ContextItem icon={<Search {...menuIcon} />} keys={keys.search} onSelect={onSearch}>
        {t('search')}
      </ContextItem>
      <ContextItem icon={<Eraser {...menuIcon} />} onSelect={() => terminal.clear()}>
        {t('clear')}
      </ContextItem>
      <ContextItem icon={<Download {...menuIcon} />} onSelect={download}>
        {t('download')}
      </ContextItem>
      <DisplayItems />
      <KeyItems view={view} />
    </>
  );
}
