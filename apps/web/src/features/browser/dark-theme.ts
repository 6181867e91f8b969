/** Whether the page is dark now, by the visitor's choice or by the system's. */
export function isDarkTheme(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === 'dark' || scheme === 'light') return scheme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Calls `changed` when the visitor or their system switches between dark and light. */
export function onThemeChange(changed: () => void): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  dark.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    dark.removeEventListener('change', changed);
    observer.disconnect();
  };
}
