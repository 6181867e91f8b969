'use client';
// One terminal on the page, with what there is to say about its connection.
import { cx } from 'class-variance-authority';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { mayTakeFocus } from './focus-terminal.ts';
import { KeyBar } from './key-bar.tsx';
import { PaneTools } from './pane-tools.tsx';
import { TerminalOthers } from './terminal-others.tsx';
import { TerminalStatus } from './terminal-status.tsx';
import { useStickyKeys } from './use-sticky-keys.ts';
import { useTerminal } from './use-terminal.ts';

type TerminalPaneProps = {
  session: string;
  terminal: string;
  /** Names the terminal to assistive tools, e.g. the instance's name. */
  label: string;
  isVisible: boolean;
  /** Of the panes that are seen, this one gets the keyboard. */
  isActive: boolean;
  /** Puts a new terminal in this one's place. */
  onReplace: () => void;
};

export function TerminalPane({ session, terminal, label, isVisible, isActive, onReplace }: TerminalPaneProps) {
  const t = useTranslations('terminal');
  const element = useRef<HTMLDivElement>(null);
  const { held, toggle, apply } = useStickyKeys();

  const { state, view, news, retryNow, takeSize } = useTerminal({
    element,
    session,
    terminal,
    label: t('label', { name: label }),
    isVisible,
    modify: apply,
  });

  useEffect(() => view?.setVisible(isVisible), [view, isVisible]);
  useEffect(() => {
    if (isVisible && isActive && mayTakeFocus(element.current)) view?.focus();
  }, [view, isVisible, isActive]);

  return (
    <section
      aria-label={t('label', { name: label })}
      inert={!isVisible}
      className={cx('absolute inset-0 flex flex-col bg-terminal', !isVisible && 'invisible')}
    >
      <div className="relative min-h-0 flex-1 p-2 pr-0.5 sm:pt-3 sm:pl-4">
        <PaneTools view={view} session={session} name={label}>
          {/* Not hidden, which browsers scroll to where the keyboard was on a higher screen. */}
          <div
            ref={element}
            className="size-full overflow-clip font-mono"
            data-testid="terminal"
            data-terminal={terminal}
            data-state={state.is}
          />
        </PaneTools>
        <TerminalOthers news={news} onTakeSize={takeSize} />
        <TerminalStatus state={state} onRetry={retryNow} onReplace={onReplace} />
      </div>
      <KeyBar
        held={held}
        onModifier={toggle}
        onKey={(key) => view?.press(key)}
        onShortcut={(shortcut) => view?.call(shortcut)}
      />
    </section>
  );
}
