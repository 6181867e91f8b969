import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDocker } from './docker.ts';
import { createSessionNetworks } from './session-network.ts';

const gate = { admit: async () => undefined, forget: async () => undefined };
const dockerNeedsMs = 20;
let [underWay, mostUnderWay, made] = [0, 0, 0];
let directory: string;
/** A Docker that has no network, makes each that is asked for but one, and sees how many it makes at a time. */
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    if (request.method === 'GET') answer(response, 404, { message: 'not found' });
    else void make(body, response);
  });
});

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'marina-networks-'));
  await once(server.listen(path.join(directory, 'docker.sock')), 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true });
});

async function make(body: string, response: ServerResponse): Promise<void> {
  mostUnderWay = Math.max(mostUnderWay, ++underWay);
  await sleep(dockerNeedsMs);
  underWay--;
  if (body.includes('ses_refused')) return answer(response, 403, { message: 'no address left' });
  made++;
  answer(response, 201, { Id: 'an-id' });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

it('networks are made one at a time, and one that fails holds no other up', async () => {
  const networks = createSessionNetworks(connectDocker(path.join(directory, 'docker.sock')), gate);
  const ids = ['ses_a', 'ses_refused', 'ses_b', 'ses_c'];
  const results = await Promise.allSettled(ids.map((id) => networks.ensure(id, { egress: 'none' })));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect({ made, mostUnderWay }).toEqual({ made: 3, mostUnderWay: 1 });
});
