// When a terminal's own menu opens, and when it leaves the browser or the program its right click.
import type { Terminal } from '@xterm/xterm';

/** Keeps right clicks from programs that take the mouse, and Shift with one from the page. */
export function guardContextMenu(element: HTMLElement, terminal: Terminal): () => void {
  const leaveToBrowser = (event: MouseEvent) => {
    if (event.shiftKey) event.stopPropagation();
  };
  // Else the program would act on the click that opens the menu.
  const keepFromProgram = (event: MouseEvent) => {
    if (event.button === 2 && terminal.modes.mouseTrackingMode !== 'none') event.stopPropagation();
  };
  element.addEventListener('contextmenu', leaveToBrowser);
  element.addEventListener('mousedown', keepFromProgram, { capture: true });
  return () => {
    element.removeEventListener('contextmenu', leaveToBrowser);
    element.removeEventListener('mousedown', keepFromProgram, { capture: true });
  };
}

/** Opens the menu at the cursor, for those who have no right click. */
export function openContextMenu({ textarea }: Terminal): void {
  const at = textarea?.getBoundingClientRect();
  if (!at) return;
  const place = { clientX: at.left, clientY: at.bottom };
  textarea?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
}
