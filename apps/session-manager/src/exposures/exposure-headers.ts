// What of a request reaches a student's app: nothing of Marina's own, nothing a client could have made up.
import type { IncomingHttpHeaders } from 'node:http';

/** RFC 9110 §7.6.1: these belong to one connection, not to the request. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
]);

const ownCookies = /^(__Host-marina|marina|better-auth\..*|__Secure-better-auth\..*)$/;

/** Headers for the app. `upgrade` keeps the two that switch the connection to a WebSocket. */
export function headersForApp(
  headers: IncomingHttpHeaders,
  client: { address: string; protocol: string; upgrade: boolean },
) {
  const kept: Record<string, string | string[]> = {};
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  for (const [name, value] of Object.entries(headers)) {
    const isForwarded = name === 'forwarded' || name.startsWith('x-forwarded-');
    if (value === undefined || hopByHop.has(name) || named.has(name) || isForwarded) continue;
    kept[name] = value;
  }
  const cookie = withoutOwnCookies(headers.cookie);
  if (cookie) kept.cookie = cookie;
  else delete kept.cookie;
  kept['x-forwarded-for'] = client.address;
  kept['x-forwarded-proto'] = client.protocol;
  if (headers.host) kept['x-forwarded-host'] = headers.host;
  if (client.upgrade) Object.assign(kept, { connection: 'upgrade', upgrade: headers.upgrade });
  return kept;
}

/** What an answer may not have: headers of one connection, and what clears the cookies of the whole domain. */
const notFromApps = new Set(['connection', 'transfer-encoding', 'keep-alive', 'clear-site-data']);

/** Headers of the app's answer. Its cookies stay on its own host: one for the whole domain could reach Marina. */
export function headersFromApp(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'set-cookie': cookies, ...others } = headers;
  const kept = Object.fromEntries(Object.entries(others).filter(([name]) => !notFromApps.has(name)));
  if (!cookies) return kept;
  return { ...kept, 'set-cookie': cookies.map((cookie) => cookie.replace(/;\s*domain=[^;]*/gi, '')) };
}

function withoutOwnCookies(header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((part) => part.trim())
    .filter((part) => !ownCookies.test(part.split('=')[0] ?? ''))
    .join('; ');
}
