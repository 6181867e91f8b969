// Group F: the API and the sockets, against other websites, other students and made-up requests.
import { Student } from '../student.ts';
import { type AbuseCase, type Outcome, together } from './case.ts';
import type { Ground } from './ground.ts';
import { ask, knock } from './http-client.ts';

export const groupF: readonly AbuseCase[] = [
  { id: 'F1', tried: 'sockets for pages of other origins', expected: '403; Marina’s own opens', run: origins },
  {
    id: 'F2',
    tried: 'a socket’s address alone, with somebody’s cookie, with a ticket of one’s own making',
    expected: 'nothing opens',
    run: addressAlone,
  },
  { id: 'F3', tried: 'a form of another site; a change by GET', expected: '403; 404', run: crossSite },
  { id: 'F4', tried: 'reading from another origin', expected: 'no leave to read', run: crossRead },
  { id: 'F5', tried: 'every route by nobody and by another student', expected: '404 or 401', run: routes },
  { id: 'F6', tried: 'the cookie', expected: 'HttpOnly, SameSite, no Domain', run: cookie },
  { id: 'F7', tried: 'a cookie and a token of one’s own making', expected: 'nobody; a new cookie', run: fixation },
  { id: 'F8', tried: 'a socket of a session that ends', expected: 'closed in 5 s; no terminal more', run: ending },
  { id: 'F9', tried: '1,000 guesses of a session', expected: '404, all alike', run: guesses },
  {
    id: 'F9/codes',
    tried: 'guesses of a workshop’s code',
    expected: 'slowed down',
    run: async () => ({ notRun: 'Marina has no workshops yet' }),
  },
  { id: 'F10', tried: 'settings of the engine in a request', expected: '400', run: smuggledSettings },
  {
    id: 'F11',
    tried: 'hostile escape sequences',
    expected: 'inert',
    run: async () => ({ notRun: 'needs a browser: e2e/journeys/terminal-tools.spec.ts' }),
  },
  { id: 'F12', tried: 'insides of the server', expected: '404', run: insides },
  {
    id: 'F13',
    tried: 'somebody else’s recording',
    expected: '404',
    run: async () => ({ notRun: 'Marina makes no recordings' }),
  },
];

const api = '/api/v1';

function cookieOf({ students, attacker }: Ground, who: 'mallory' | 'alice' = 'mallory'): string {
  return students[who].addressOf(attacker.session, '').headers.cookie ?? '';
}

async function origins(ground: Ground): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const { host } = new URL(baseUrl);
  const url = `${baseUrl.replace('http', 'ws')}${api}/sessions/${ground.attacker.session}/events`;
  const foreign = [
    'http://evil.example',
    `http://evil-${host}`,
    `http://${host}.evil.example`,
    'null',
    `https://${host}`,
    `http://x.apps.${host}`,
  ];
  const cookie = cookieOf(ground);
  const seen = await Promise.all(foreign.map((origin) => knock(url, { cookie, origin })));
  const cross = await knock(url, { cookie, 'sec-fetch-site': 'cross-site' });
  const control = await knock(url, { cookie, origin: baseUrl });
  return together({
    foreign: { ok: seen.every((answer) => answer === 403), seen: seen.join(' ') },
    'without origin, cross-site': { ok: cross === 403, seen: String(cross) },
    control: { ok: control === 'open', seen: `own origin: ${control}` },
  });
}

/** An address that leaked opens nothing: see docs/adr/0017. */
async function addressAlone(ground: Ground): Promise<Outcome> {
  const { attacker, students } = ground;
  const terminal = await students.mallory.openTerminal(attacker.session, attacker.instance);
  const { url, headers } = students.mallory.addressOf(attacker.session, terminal);
  const cookie = cookieOf(ground, 'alice');
  const seen = await Promise.all([
    knock(url, {}),
    knock(url, { cookie }),
    knock(`${url}?ticket=${'a'.repeat(32)}`, {}),
  ]);
  const address = url.replace(/terminals\/.*/, 'events');
  const control = await knock(address, headers);
  await students.mallory.closeTerminal(attacker.session, terminal);
  return { ok: !seen.includes('open') && control === 'open', seen: `${seen.join(' ')}; control: its owner ${control}` };
}

async function crossSite(ground: Ground): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const cookie = cookieOf(ground);
  const sessions = (await ground.students.mallory.list()).length;
  const form = { cookie, origin: 'http://evil.example', 'content-type': 'text/plain' };
  const posted = await ask(baseUrl, `${api}/sessions`, { method: 'POST', headers: form, body: '{"lab":"pair"}' });
  const plain = await ask(baseUrl, `${api}/sessions`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/plain' },
    body: '{"lab":"pair"}',
  });
  const got = await ask(baseUrl, `${api}/sessions/${ground.attacker.session}/extension`, { headers: { cookie } });
  const after = (await ground.students.mallory.list()).length;
  return together({
    form: { ok: posted.status === 403, seen: String(posted.status) },
    'text/plain': { ok: plain.status >= 400 && plain.status < 500, seen: String(plain.status) },
    GET: { ok: got.status === 404 || got.status === 405, seen: String(got.status) },
    control: { ok: sessions === after, seen: `${after - sessions} sessions more` },
  });
}

async function crossRead(ground: Ground): Promise<Outcome> {
  const headers = { cookie: cookieOf(ground), origin: 'http://evil.example' };
  const replies = await Promise.all([
    ask(ground.marina.baseUrl, `${api}/sessions`, { headers }),
    ask(ground.marina.baseUrl, `${api}/sessions`, { method: 'OPTIONS', headers }),
  ]);
  const allowed = replies.map((reply) => reply.headers['access-control-allow-origin'] ?? 'none');
  return { ok: allowed.every((value) => value === 'none'), seen: `allow-origin ${allowed.join(', ')}` };
}

async function routes(ground: Ground): Promise<Outcome> {
  const { attacker, marina, students } = ground;
  const terminal = await students.mallory.openTerminal(attacker.session, attacker.instance);
  const own = `${api}/sessions/${attacker.session}`;
  const all: [string, string][] = [
    ['GET', own],
    ['DELETE', own],
    ['POST', `${own}/extension`],
    ['POST', `${own}/instances`],
    ['DELETE', `${own}/instances/${attacker.instance}`],
    ['POST', `${own}/instances/${attacker.instance}/terminals`],
    ['DELETE', `${own}/terminals/${terminal}`],
  ];
  const seen: string[] = [];
  for (const who of ['', cookieOf(ground, 'alice')]) {
    for (const [method, path] of all) {
      const body = method === 'POST' ? '{}' : undefined;
      const headers = { ...(who && { cookie: who }), ...(body && { 'content-type': 'application/json' }) };
      const { status } = await ask(marina.baseUrl, path, { method, headers, body });
      seen.push(`${status}`);
    }
    const url = students.mallory.addressOf(attacker.session, terminal).url;
    seen.push(`${await knock(url, who ? { cookie: who } : {})}`);
  }
  const control = await ask(marina.baseUrl, own, { headers: { cookie: cookieOf(ground) } });
  await students.mallory.closeTerminal(attacker.session, terminal);
  const denied = seen.filter((status) => ['401', '404', '4401', '4404'].includes(status));
  const ok = denied.length === seen.length && control.status === 200;
  return { ok, seen: `${denied.length}/${seen.length} denied; control: the owner ${control.status}` };
}

async function cookie({ marina }: Ground): Promise<Outcome> {
  const headers = { 'content-type': 'application/json' };
  const reply = await ask(marina.baseUrl, `${api}/viewer`, { method: 'PATCH', headers, body: '{"name":"Eve"}' });
  const set = reply.headers['set-cookie']?.[0] ?? '';
  const ok =
    /HttpOnly/i.test(set) && /SameSite=(Lax|Strict)/i.test(set) && /Path=\//i.test(set) && !/Domain=/i.test(set);
  return { ok, seen: set.replace(/=[^;]*/, '=…') || 'no cookie' };
}

async function fixation(ground: Ground): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const made = 'marina=attackers-own-choice-of-a-secret';
  const headers = { cookie: made, 'content-type': 'application/json' };
  const named = await ask(baseUrl, `${api}/viewer`, { method: 'PATCH', headers, body: '{"name":"Eve"}' });
  const fresh = named.headers['set-cookie']?.[0] ?? '';
  const own = cookieOf(ground).split('=')[1] ?? '';
  const byToken = await ask(baseUrl, `${api}/sessions/${ground.attacker.session}?token=${own}&marina=${own}`);
  return together({
    cookie: { ok: fresh !== '' && !fresh.includes('attackers-own'), seen: fresh ? 'replaced' : 'kept' },
    token: { ok: byToken.status === 404 || byToken.status === 401, seen: String(byToken.status) },
  });
}

async function ending({ marina }: Ground): Promise<Outcome> {
  const student = await Student.arrive(marina.baseUrl);
  const opened = await student.open('tiny');
  const session = await student.until(opened.id, ({ status }) => status === 'active', 60_000);
  const instance = session.instances[0]?.id ?? '';
  const terminal = await student.openTerminal(session.id, instance);
  const { url, headers } = student.addressOf(session.id, terminal);
  const socket = student.attachBytes(session.id, terminal, { onOutput: () => undefined, onEnd: () => closed() });
  const gone = Promise.withResolvers<number>();
  const startedAt = performance.now();
  const closed = () => gone.resolve(performance.now() - startedAt);
  await student.end(session.id);
  const ms = await Promise.race([gone.promise, new Promise<number>((resolve) => setTimeout(() => resolve(-1), 8_000))]);
  socket.close();
  const again = await knock(url, headers);
  const more = await student.openTerminal(session.id, instance).then(
    () => 'opened',
    (error: Error) => error.message.replace(/^.*: (\d{3}).*$/, '$1'),
  );
  return together({
    socket: { ok: ms >= 0 && ms < 5_000, seen: ms < 0 ? 'stays open' : `closed after ${ms.toFixed(0)} ms` },
    again: { ok: again !== 'open', seen: String(again) },
    terminal: { ok: more !== 'opened', seen: more },
  });
}

async function guesses(ground: Ground): Promise<Outcome> {
  const { baseUrl } = ground.marina;
  const headers = { cookie: cookieOf(ground) };
  const kinds = new Map<string, number>();
  for (let round = 0; round < 20; round++) {
    const ids = Array.from({ length: 50 }, () => `ses_${crypto.randomUUID().replaceAll('-', '').slice(0, 26)}`);
    for (const { status, body } of await Promise.all(
      ids.map((id) => ask(baseUrl, `${api}/sessions/${id}`, { headers })),
    )) {
      const kind = `${status} ${body}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  const [[kind = ''] = []] = kinds;
  const real = await ask(baseUrl, `${api}/sessions/${ground.peer.session}`, { headers });
  const isAlike = `${real.status} ${real.body}` === kind;
  const alike = isAlike ? 'as for another’s real session' : 'another’s real session differs';
  return { ok: kinds.size === 1 && kind.startsWith('404') && isAlike, seen: `${kind.slice(0, 3)}, ${alike}` };
}

async function smuggledSettings(ground: Ground): Promise<Outcome> {
  const headers = { cookie: cookieOf(ground), 'content-type': 'application/json' };
  const path = `${api}/sessions`;
  const extras = [
    { privileged: true },
    { caps: ['SYS_ADMIN'] },
    { mounts: ['/:/h'] },
    { runtime: 'runc' },
    { image: 'x' },
  ];
  const statuses: number[] = [];
  for (const extra of extras) {
    for (const [to, base] of [
      [path, { lab: 'pair' }],
      [`${path}/${ground.attacker.session}/instances`, {}],
    ] as const) {
      const body = JSON.stringify({ ...base, ...extra });
      statuses.push((await ask(ground.marina.baseUrl, to, { method: 'POST', headers, body })).status);
    }
  }
  const refused = statuses.filter((status) => status === 400 || status === 422);
  return { ok: refused.length === statuses.length, seen: statuses.join(' ') };
}

async function insides({ marina }: Ground): Promise<Outcome> {
  const paths = [
    '/metrics',
    '/debug',
    '/debug/pprof',
    '/api/v1/metrics',
    '/.env',
    '/_next/../package.json',
    '/server-status',
  ];
  const statuses = await Promise.all(paths.map(async (path) => (await ask(marina.baseUrl, path)).status));
  const control = await ask(marina.baseUrl, '/healthz');
  return {
    ok: statuses.every((status) => status === 404 || status === 400) && control.status === 200,
    seen: `${statuses.join(' ')}; control ${control.status}`,
  };
}
