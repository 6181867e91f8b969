/** Whether the page is dark now, by the visitor's choice or by the system's. */
export function isDarkTheme(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === 'dark' || scheme === 'light') return scheme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}
