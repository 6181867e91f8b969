// Which pages may make a browser talk to Marina: its own, exactly (security.md §2.11).
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Whether the request comes from Marina's own pages, or from no page at all (curl, the CLI).
 * The page's origin must be the configured one, or the very host and port that the request itself names:
 * one installation is often reached under several names, and a foreign page can't choose the Host header.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: URL): boolean {
  const { origin, host } = headers;
  if (origin === undefined)
    return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin';
  if (origin === publicUrl.origin) return true;
  return host !== undefined && origin === `${publicUrl.protocol}//${host}`;
}

/**
 * Whether the request names Marina. Another website's name may lead here, too (DNS rebinding): its pages would count as
 * Marina's own. A browser can't be led astray with an address, nor with the names that mean this very machine.
 */
export function isOwnHost({ host }: IncomingHttpHeaders, publicUrl: URL): boolean {
  const name = host?.toLowerCase().replace(/:\d+$/, '') ?? '';
  const own = [publicUrl.hostname, 'localhost', hostname().toLowerCase()];
  return own.includes(name) || name.endsWith('.localhost') || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}
