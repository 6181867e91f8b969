// The way out of the terminal, which takes nearly every key for itself, and back in.
import { type RefObject, useEffect } from 'react';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import { isPageKey } from '../terminal/page-keys.ts';

/** Ctrl+Shift+Up goes to the shown tab in `bar`, Ctrl+Shift+Down to the terminal. */
export function usePageKeys(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isPageKey(event)) return;
      event.preventDefault();
      if (event.key === 'ArrowDown') focusTerminal();
      else bar.current?.querySelector<HTMLElement>('[role=tab][data-state=active]')?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [bar]);
}
