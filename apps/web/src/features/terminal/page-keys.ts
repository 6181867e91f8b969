/** Keys that move focus out of the terminal and back; the terminal leaves them to the page. */
export function isPageKey(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
}
