// How the keys of a terminal's menu are written on this system.
type MenuKeys = { copy: string; paste: string; search: string };

export function menuKeys(userAgent: string): MenuKeys {
  if (/Mac/.test(userAgent)) return { copy: '⌘ C', paste: '⌘ V', search: '⌘ F' };
  return { copy: 'Ctrl+Shift+C', paste: 'Ctrl+Shift+V', search: 'Ctrl+Shift+F' };
}
