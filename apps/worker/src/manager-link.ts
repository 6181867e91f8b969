// The agent's way to its manager: dials, joins, serves on the connection, and tries again when it breaks.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StreamHandler, serveLink } from '@marina/engine/link/serve';
import { helloHeader, joinPath, joinUpgrade, type WorkerHello } from '@marina/protocol/worker-link';
import { log, messageOf } from './log.ts';

export type ManagerLinkOptions = {
  /** `unix:/path` or an http(s) URL. */
  address: string;
  token: string;
  hello: WorkerHello;
  /** What is served on the link, each under paths of its own. */
  handlers: readonly StreamHandler[];
};

const retryMs = { first: 100, most: 2_000 };
const joinTimeoutMs = 10_000;

/** Keeps the link until `signal` aborts. */
export async function keepManagerLink(options: ManagerLinkOptions, signal: AbortSignal): Promise<void> {
  let waitMs = retryMs.first;
  let lastError = '';
  while (!signal.aborted) {
    try {
      const connection = await join(options, signal);
      log('joined the manager');
      waitMs = retryMs.first;
      lastError = '';
      signal.addEventListener('abort', () => connection.destroy(), { once: true });
      await serveLink(connection, options.handlers);
      log('lost the manager');
    } catch (error) {
      // Said once, not at every try: a manager may be away for hours.
      if (!signal.aborted && messageOf(error) !== lastError)
        log('cannot join the manager', { error: messageOf(error) });
      lastError = messageOf(error);
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, retryMs.most);
  }
}

/** What to do about the manager's answers. */
const refusals: Record<number, string> = {
  401: 'its token is another one: MARINA_WORKER_TOKEN has to be the same here and there',
  403: 'another worker joined first under the id in this one’s home: remove the file `id` there to join as a new worker',
};

function join({ address, token, hello }: ManagerLinkOptions, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const request = open(address, {
      path: joinPath,
      signal,
      timeout: joinTimeoutMs,
      headers: {
        connection: 'upgrade',
        upgrade: joinUpgrade,
        authorization: `Bearer ${token}`,
        [helloHeader]: JSON.stringify(hello),
      },
    });
    request.once('upgrade', (_response, socket, head) => {
      socket.setTimeout(0);
      // The manager may have begun to speak HTTP/2 in the same packet as its answer.
      socket.unshift(head);
      resolve(socket);
    });
    request.once('response', (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      reject(new Error(refusals[status] ?? `the manager answered ${status}`));
    });
    request.once('timeout', () => request.destroy(new Error('the manager does not answer')));
    request.once('error', reject);
    request.end();
  });
}

function open(address: string, options: http.RequestOptions): http.ClientRequest {
  if (address.startsWith('unix:')) return http.request({ ...options, socketPath: address.slice('unix:'.length) });
  const url = new URL(address);
  const target = { ...options, host: url.hostname, port: url.port };
  return url.protocol === 'https:' ? https.request(target) : http.request(target);
}
