// A Git host of the internet, as far as this machine can tell: a name, a public address, a certificate that is trusted
// here, and repositories behind Git's own server. Only within the test machine's namespaces.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { promisify } from 'node:util';
import { gitAddress, gitHost } from '../world.ts';

const run = promisify(execFile);
const trusted = '/etc/ssl/certs/ca-certificates.crt';

export type GitServer = AsyncDisposable & {
  /** `METHOD PATH` of each request. */
  asked: string[];
};

/** Serves the bare repositories in `directory`; `/redirect/…` leads where `redirectTo` says. */
export async function serveGit(directory: string, redirectTo: string): Promise<GitServer> {
  const { key, cert } = await certificate(directory);
  const asked: string[] = [];
  const server = https.createServer({ key, cert }, (request, reply) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url?.startsWith('/redirect/')) reply.writeHead(302, { location: redirectTo }).end();
    // Says nothing for as long as anybody waits.
    else if (!request.url?.startsWith('/slow/')) backend(directory, request, reply);
  });
  await run('ip', ['address', 'add', `${gitAddress}/32`, 'dev', 'lo']);
  const bundle = path.join(directory, 'trusted.crt');
  await writeFile(bundle, cert);
  await run('mount', ['--bind', bundle, trusted]);
  server.listen(443, gitAddress);
  await once(server, 'listening');
  return {
    asked,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await run('umount', [trusted]);
      await run('ip', ['address', 'delete', `${gitAddress}/32`, 'dev', 'lo']);
    },
  };
}

async function certificate(directory: string): Promise<{ key: Buffer; cert: Buffer }> {
  const [key, cert] = [path.join(directory, 'key.pem'), path.join(directory, 'cert.pem')];
  const subject = ['-subj', `/CN=${gitHost}`, '-addext', `subjectAltName=DNS:${gitHost}`];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ]);
  return { key: await readFile(key), cert: await readFile(cert) };
}

/** CGI, RFC 3875: https://git-scm.com/docs/git-http-backend */
function backend(directory: string, request: IncomingMessage, reply: ServerResponse): void {
  const url = new URL(request.url ?? '/', `https://${gitHost}`);
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...inherited(),
      GIT_PROJECT_ROOT: directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: `${request.headers['git-protocol'] ?? ''}`,
    },
  });
  request.pipe(child.stdin).on('error', () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (!head) return void reply.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const [name = '', value = ''] = line.split(/: (.*)/s);
      if (name.toLowerCase() === 'status') reply.statusCode = Number.parseInt(value, 10);
      else reply.setHeader(name, value);
    }
    reply.write(head.subarray(end + 4));
    head = undefined;
  });
  child.once('close', () => reply.end());
  reply.once('close', () => child.kill());
}

function inherited(): NodeJS.ProcessEnv {
  return process.env;
}
