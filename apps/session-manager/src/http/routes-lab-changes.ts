// Server-sent events for pages that show labs while these are being written.
import type { LabsWatch } from '../labs/watch-labs.ts';
import type { Api } from './api.ts';

export function labChangesRoute(api: Api, watch: LabsWatch): void {
  api.get('/lab-changes', { schema: { hide: true } }, (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write(': watching\n\n');
    const stop = watch.onChange(() => void reply.raw.write('data: changed\n\n'));
    reply.raw.once('close', stop);
  });
}
