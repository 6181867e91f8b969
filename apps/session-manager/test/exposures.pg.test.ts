import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startTestManager, type TestManager } from './test-manager.ts';

describe('an app in an instance', () => {
  let manager: TestManager;
  let host: string;
  const seen: http.IncomingHttpHeaders[] = [];
  const app = http.createServer((request, response) => {
    seen.push(request.headers);
    if (request.url === '/hang') return;
    response.setHeader('set-cookie', 'app=1');
    response.end(`${request.method} ${request.url}`);
  });
  const sockets = new WebSocketServer({ server: app });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`heard ${data}`)));

  beforeAll(async () => {
    manager = await startTestManager();
    const browser = manager.browser();
    const { id, instances } = await browser.openActiveSession();
    manager.agent.engine.listen(instances[0]?.id ?? '', 8080, (end) => void app.emit('connection', end));
    const open = await browser.sessionWhen(id, (session) => session.instances[0]?.exposures.length === 1);
    host = new URL(open.instances[0]?.exposures[0]?.url ?? '').host;
  });
  afterAll(() => manager[Symbol.asyncDispose]());

  async function get(path: string, headers: Record<string, string>) {
    const request = http.get({ host: '127.0.0.1', port: manager.port, path, headers, agent: false });
    const [response] = await once(request, 'response');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: Buffer.concat(await response.toArray()).toString(),
    };
  }

  it('answers at its own host name, on every path, Marina’s own included', async () => {
    expect(await get('/api/v1/labs?x=1', { host })).toMatchObject({ status: 200, text: 'GET /api/v1/labs?x=1' });
  });

  it('never sees Marina’s cookie', async () => {
    await get('/', { host, cookie: 'marina=secret; own=1' });
    expect(seen.at(-1)?.cookie).toBe('own=1');
  });

  it('carries WebSockets', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${manager.port}/chat`, { headers: { host } });
    await once(socket, 'open');
    socket.send('ahoy');
    const [answer] = await once(socket, 'message');
    expect(String(answer)).toBe('heard ahoy');
    socket.close();
  });

  it('a label that nobody was given leads nowhere, in the reader’s language', async () => {
    const unknown = `${'0'.repeat(26)}.apps.localhost`;
    expect(await get('/', { host: unknown })).toMatchObject({
      status: 404,
      text: expect.stringContaining('No app lives'),
    });
    const french = await get('/', { host: unknown, 'accept-language': 'fr-CH' });
    expect(french.text).toContain('Aucune application');
  });

  it('the apps domain itself, or an address as label, is refused', async () => {
    for (const bad of ['apps.localhost', '127.0.0.1.apps.localhost', '127-0-0-1-2375.apps.localhost']) {
      expect((await get('/', { host: bad })).status).toBe(404);
    }
  });
});
