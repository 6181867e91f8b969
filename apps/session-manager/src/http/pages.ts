// The pages: Next.js, in this process, behind the same port.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { securePage } from './page-security.ts';

export type Pages = {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close: () => Promise<void>;
};

export async function openPages(directory: string, port: number): Promise<Pages> {
  // Next ends every socket whose path looks like a page; this server, which never listens, is the one it may watch.
  const app = next({ dev: false, dir: directory, hostname: '127.0.0.1', port, httpServer: http.createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => {
      securePage(request, response);
      return handle(request, response);
    },
    close: () => app.close(),
  };
}
