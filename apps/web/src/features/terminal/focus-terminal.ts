// Who has the keyboard: a terminal as a rule, but never at the expense of somebody who is elsewhere on purpose.
import type { MouseEvent } from 'react';

/** Puts the keyboard into the terminal of the active pane, if one is seen. */
export function focusTerminal(): void {
  document.querySelector<HTMLElement>('[data-pane=active] .xterm-helper-textarea')?.focus();
}

/** Whether the terminal in `element` may take the keyboard now that its pane has become the active one. */
export function mayTakeFocus(element: HTMLElement | null): boolean {
  const holder = document.activeElement;
  if (!holder || !element) return true;
  // Whoever walks through the tabs or the guide with the keyboard stays there.
  const isWalking = holder.matches('[role=tab]:focus-visible, [data-guide] :focus-visible');
  const isElsewhere = isWalking || holder.closest('[role=menu], [role=dialog]');
  return !isElsewhere && !element.closest('section')?.contains(holder);
}

/** Whoever clicks a tab wants what is behind it; whoever walks to it with the keyboard may want the next one. */
export function leaveToTerminal(event: MouseEvent<HTMLElement>): void {
  const isPointer = event.detail > 0;
  if (!isPointer) return;
  // A terminal that is there in a moment takes the keyboard then, unless it stays with the tab.
  event.currentTarget.blur();
  focusTerminal();
}
