// REST: the labs on offer, and the person asking.
import { labSummarySchema, viewerSchema } from '@marina/protocol/catalogue';
import { z } from 'zod';
import type { Identity } from '../identity/identity.ts';
import type { LabShelf } from '../sessions/lab-shelf.ts';
import type { Api } from './api.ts';

const renameSchema = z.strictObject({ name: z.string().trim().min(1).max(64) });

export function catalogueRoutes(api: Api, { labs, identity }: { labs: LabShelf; identity: Identity }): void {
  api.get('/labs', {
    schema: {
      tags: ['labs'],
      summary: 'The labs on offer',
      response: { 200: z.object({ labs: z.array(labSummarySchema) }) },
    },
    handler: async () => ({ labs: labs.list() }),
  });

  api.get('/viewer', {
    schema: { tags: ['viewer'], summary: 'Who you are here', response: { 200: viewerSchema } },
    handler: async (request) => identity.describe(await identity.find(request.headers)),
  });

  api.patch('/viewer', {
    schema: { tags: ['viewer'], summary: 'Change your name', body: renameSchema, response: { 200: viewerSchema } },
    handler: async (request, reply) => {
      const { viewer, setCookie } = await identity.ensure(request.headers, request.body.name);
      if (setCookie) void reply.header('set-cookie', setCookie);
      return identity.describe({ ...viewer, name: request.body.name });
    },
  });
}
