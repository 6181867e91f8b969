// How the keys of a terminal's menu are written on this system.
import type { SizeStep } from './font-size.ts';

type MenuKeys = Record<'copy' | 'paste' | 'search' | SizeStep, string>;

const sizeKeys = { bigger: 'Ctrl+Shift++', smaller: 'Ctrl+Shift+−', usual: 'Ctrl+Shift+0' };

export function menuKeys(userAgent: string): MenuKeys {
  if (/Mac/.test(userAgent)) return { copy: '⌘C', paste: '⌘V', search: '⌘F', ...sizeKeys };
  return { copy: 'Ctrl+Shift+C', paste: 'Ctrl+Shift+V', search: 'Ctrl+Shift+F', ...sizeKeys };
}
