// Group E: a student's app, and who reaches it, against Marina and the apps of others.
import path from 'node:path';
import { type AbuseCase, listed, type Outcome, together } from './case.ts';
import type { Ground } from './ground.ts';
import { ask, say } from './http-client.ts';

const app = path.join(import.meta.dirname, 'app.py');
const port = 8000;
const foreignHosts = ['evil.example', 'marina.evil.example', 'localhost.evil.example', 'metadata.internal'];

export const groupE: readonly AbuseCase[] = [
  withApp('E1', 'an app says what it was sent', 'no cookie of Marina’s; the app’s own is there', cookies),
  withApp('E2', 'an app sets a cookie for the whole domain', 'the cookie stays on the app’s host', domainCookie),
  withApp('E3', 'foreign hosts, absolute URIs, X-Forwarded-Host', '421 or 404; nothing is decided by them', hosts),
  withApp('E4', 'labels that nobody was given', '404, all alike', labels),
  withApp('E5', 'labels that spell addresses', '404; nothing is dialled', addresses),
  withApp('E6', 'requests of two lengths', '400, and one answer', smuggling),
  withApp('E7', 'X-Forwarded-* of the client’s', 'replaced', forwarded),
  withApp('E8', 'an app clears, and asks for, what is Marina’s', 'not passed on; refused', otherOrigin),
  withApp('E9', 'Marina’s pages in a frame', 'forbidden to all', framing),
  withApp('E10', 'an app that never answers', '504', silence),
];

type App = { host: string; ground: Ground };

function withApp(id: string, tried: string, expected: string, run: (app: App) => Promise<Outcome>): AbuseCase {
  return { id, tried, expected, run: async (ground) => run({ ground, host: await openApp(ground) }) };
}

/** Host of the attacker's app, which is started the first time. */
async function openApp({ attacker, students, marina }: Ground): Promise<string> {
  const isUp = (await attacker.run(`nc -z 127.0.0.1 ${port}`)).code === 0;
  if (!isUp) {
    attacker.startProgram('instance', app, String(port)).unref();
    await attacker.output(`for i in $(seq 100); do nc -z 127.0.0.1 ${port} && exit; sleep 0.1; done; exit 1`);
  }
  const isShown = ({ instances }: { instances: { exposures: { port: number; url: string }[] }[] }) =>
    instances.flatMap(({ exposures }) => exposures).find((exposure) => exposure.port === port)?.url;
  const session = await students.mallory.until(attacker.session, (state) => isShown(state) !== undefined);
  const host = new URL(isShown(session) ?? marina.baseUrl).host;
  return host;
}

type Echo = { path: string; headers: [string, string][] };
const echoOf = (body: string) => JSON.parse(body) as Echo;
const valuesOf = ({ headers }: Echo, name: string) => headers.filter(([given]) => given === name).map(([, v]) => v);

async function cookies({ host, ground }: App): Promise<Outcome> {
  const { headers } = ground.students.mallory.addressOf(ground.attacker.session, '');
  const cookie = `${headers.cookie}; __Host-marina=x; better-auth.session_token=y; theme=dark`;
  const { body } = await ask(ground.marina.baseUrl, '/', { host, headers: { cookie } });
  const seen = valuesOf(echoOf(body), 'cookie');
  return { ok: seen.length === 1 && seen[0] === 'theme=dark', seen: `the app saw ${listed(seen)}` };
}

async function domainCookie({ host, ground }: App): Promise<Outcome> {
  const { headers } = await ask(ground.marina.baseUrl, '/greedy', { host });
  const set = headers['set-cookie'] ?? [];
  return { ok: set.length === 1 && !/domain=/i.test(set[0] ?? ''), seen: `set: ${listed(set)}` };
}

async function hosts({ host, ground }: App): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const statuses = await Promise.all(
    foreignHosts.map(async (name) => (await ask(baseUrl, '/', { host: name })).status),
  );
  const absolute = await say(baseUrl, `GET http://169.254.169.254/latest/ HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
  const misled = await ask(baseUrl, '/', { host, headers: { 'x-forwarded-host': new URL(baseUrl).host } });
  const control = await ask(baseUrl, '/healthz');
  return together({
    hosts: { ok: statuses.every((status) => status === 421 || status === 404), seen: statuses.join(' ') },
    absolute: { ok: /^HTTP\/1\.1 4\d\d/.test(absolute), seen: absolute.split('\r\n')[0] ?? '' },
    'X-Forwarded-Host': { ok: misled.body.includes('"headers"'), seen: `app answered ${misled.status}` },
    control: { ok: control.status === 200, seen: `own host ${control.status}` },
  });
}

async function labels({ host, ground }: App): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const [own = '', ...domain] = host.split('.');
  const guesses = Array.from({ length: 200 }, (_, at) => at.toString(36).padStart(own.length, '0'));
  const replies = await Promise.all(guesses.map((guess) => ask(baseUrl, '/', { host: [guess, ...domain].join('.') })));
  const kinds = new Set(replies.map(({ status, body }) => `${status} ${body.length}`));
  const control = await ask(baseUrl, '/', { host });
  const ok = kinds.size === 1 && replies[0]?.status === 404 && control.status === 200;
  return {
    ok,
    seen: `${guesses.length} guesses: ${[...kinds].map((kind) => kind.split(' ')[0]).join(', ')}; control ${control.status}`,
  };
}

async function addresses({ host, ground }: App): Promise<Outcome> {
  const [, ...domain] = host.split('.');
  const spelled = [
    '127.0.0.1',
    '169.254.169.254',
    '7f000001',
    '127-0-0-1',
    `${ground.attacker.instance}-2375`,
    '0',
    '',
  ];
  const replies = await Promise.all(
    spelled.map((name) => ask(ground.marina.baseUrl, '/', { host: [name, ...domain].filter(Boolean).join('.') })),
  );
  const statuses = replies.map(({ status }) => status);
  return { ok: statuses.every((status) => status === 404), seen: statuses.join(' ') };
}

async function smuggling({ host, ground }: App): Promise<Outcome> {
  const inner = `GET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const two = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${inner.length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`;
  const lengths = `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`;
  const folded = `POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`;
  const answers = await Promise.all([two, lengths, folded].map((bytes) => say(ground.marina.baseUrl, bytes)));
  const ok = answers.every((answer) => /^HTTP\/1\.1 400/.test(answer) && !answer.includes('smuggled'));
  return { ok, seen: answers.map((answer) => answer.split('\r\n')[0]).join('; ') };
}

async function forwarded({ host, ground }: App): Promise<Outcome> {
  const headers = {
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-proto': 'gopher',
    forwarded: 'for=6.6.6.6',
    'x-real-ip': '1',
  };
  const echo = echoOf((await ask(ground.marina.baseUrl, '/', { host, headers })).body);
  const [by, scheme] = [valuesOf(echo, 'x-forwarded-for'), valuesOf(echo, 'x-forwarded-proto')];
  const ok = by.join() === '127.0.0.1' && scheme.join() === 'http' && valuesOf(echo, 'forwarded').length === 0;
  return { ok, seen: `for ${by.join()}, proto ${scheme.join()}` };
}

async function otherOrigin({ host, ground }: App): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const { cookie = '' } = ground.students.mallory.addressOf(ground.attacker.session, '').headers;
  const cleared = (await ask(baseUrl, '/greedy', { host })).headers['clear-site-data'];
  const origin = `http://${host}`;
  const read = await ask(baseUrl, '/api/v1/sessions', { headers: { cookie, origin } });
  const change = {
    method: 'POST',
    body: '{"lab":"pair"}',
    headers: { cookie, origin, 'content-type': 'application/json' },
  };
  const changed = await ask(baseUrl, '/api/v1/sessions', change);
  const allowed = read.headers['access-control-allow-origin'];
  return together({
    'Clear-Site-Data': { ok: cleared === undefined, seen: cleared ? 'passed on' : 'not passed on' },
    read: { ok: allowed === undefined, seen: `allow-origin ${allowed ?? 'none'}` },
    change: { ok: changed.status === 403, seen: String(changed.status) },
  });
}

async function framing({ ground }: App): Promise<Outcome> {
  const { headers } = await ask(ground.marina.baseUrl, '/');
  const policy = String(headers['content-security-policy'] ?? '');
  return {
    ok: policy.includes("frame-ancestors 'none'"),
    seen: /frame-ancestors [^;]*/.exec(policy)?.[0] ?? 'no rule',
  };
}

async function silence({ host, ground }: App): Promise<Outcome> {
  const { status } = await ask(ground.marina.baseUrl, '/silent', { host, timeoutMs: 80_000 });
  return { ok: status === 504, seen: String(status) };
}
