// The language in which somebody reads Marina, as the pages choose it: their cookie, then what the browser prefers.
import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie } from 'cookie';

const localeCookie = 'marina-locale';

export function languageOf(headers: IncomingHttpHeaders): string {
  const chosen = parseCookie(headers.cookie ?? '')[localeCookie];
  const preferred = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return [chosen, ...preferred].find((language) => language === 'en' || language === 'fr') ?? 'en';
}
