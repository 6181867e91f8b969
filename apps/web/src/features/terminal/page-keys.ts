// Keys that the terminal leaves to the page.
import { findPaneCommand } from '../layout/shortcuts.ts';

/** Those that move focus out of the terminal and back, and those for panes. */
export function isPageKey(event: KeyboardEvent): boolean {
  return isWayOut(event) || findPaneCommand(event) !== undefined;
}

export function isWayOut(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
}
