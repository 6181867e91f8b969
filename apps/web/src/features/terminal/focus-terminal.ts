/** Puts the keyboard into the terminal that is seen, if there is one. */
export function focusTerminal(): void {
  document.querySelector<HTMLElement>('section:not([inert]) .xterm-helper-textarea')?.focus();
}
