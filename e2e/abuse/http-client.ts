// Requests as an attacker writes them: any host, any header, any bytes.
import http from 'node:http';
import net from 'node:net';
import WebSocket from 'ws';

export type Reply = { status: number; headers: http.IncomingHttpHeaders; body: string };

type Ask = { method?: string; host?: string; headers?: Record<string, string>; body?: string; timeoutMs?: number };

/** Asks Marina's port; `host` is what the request says, wherever it goes. */
export function ask(baseUrl: string, path: string, options: Ask = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, host, body, timeoutMs = 10_000 } = options;
  const { port, host: own } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const all = {
      host: host ?? own,
      ...(body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` }),
    };
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers: { ...all, ...headers }, timeout: timeoutMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error(`no answer in ${timeoutMs} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes as they are; all that comes back until the server closes, or a while has passed. */
export function say(baseUrl: string, bytes: string, timeoutMs = 3_000): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port: Number(new URL(baseUrl).port) });
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(chunks).toString());
    };
    const timer = setTimeout(done, timeoutMs);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', done);
    socket.on('close', done);
    socket.write(bytes);
  });
}

/** HTTP status of an upgrade that was refused, the close code of one that was closed, or `open`. */
export function knock(url: string, headers: Record<string, string>): Promise<number | 'open'> {
  const socket = new WebSocket(url, ['marina.terminal.v1'], { headers });
  return new Promise<number | 'open'>((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('close', (code) => resolve(code));
    socket.once('message', () => resolve('open'));
    socket.once('error', () => undefined);
  }).finally(() => socket.terminate());
}
