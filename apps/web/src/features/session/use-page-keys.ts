// Keys for the page as a whole: the way out of the terminal, which takes nearly every key for itself, and the panes.
import { type RefObject, useEffect } from 'react';
import { findPaneCommand, type PaneCommand } from '../layout/shortcuts.ts';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import { isWayOut } from '../terminal/page-keys.ts';

/** Ctrl+Shift+Up goes to the shown tab in `bar`, Ctrl+Shift+Down to the terminal. */
export function usePageKeys(bar: RefObject<HTMLElement | null>, run: (command: PaneCommand) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = findPaneCommand(event);
      if ((!command && !isWayOut(event)) || isInDialog(event.target)) return;
      event.preventDefault();
      if (command) run(command);
      else if (event.key === 'ArrowDown') focusTerminal();
      else bar.current?.querySelector<HTMLElement>('[role=tab][data-state=active]')?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [bar, run]);
}

/** What is in front of the page has its own keys, and hides what they would change. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}
