// REST: the labs on offer, and the person asking.
import { pictureType, readLabFile } from '@marina/labs/lab-file';
import { labSummarySchema, viewerSchema } from '@marina/protocol/catalogue';
import { MarinaError } from '@marina/protocol/errors';
import { labContentSchema, labPathSchema } from '@marina/protocol/lab-content';
import { z } from 'zod';
import type { Identity } from '../identity/identity.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import { viewLabContent, viewLabSummary } from '../labs/lab-view.ts';
import type { Api } from './api.ts';

const renameSchema = z.strictObject({ name: z.string().trim().min(1).max(64) });
const tags = ['labs'];
const pictureSeconds = 300;

export function catalogueRoutes(api: Api, { labs }: { labs: LabShelf }): void {
  api.get('/labs', {
    schema: {
      tags,
      summary: 'The labs on offer',
      response: { 200: z.object({ labs: z.array(labSummarySchema) }) },
    },
    handler: async () => ({ labs: labs.list().map(viewLabSummary) }),
  });

  api.get('/paths', {
    schema: {
      tags,
      summary: 'Labs in an order that makes sense',
      response: { 200: z.object({ paths: z.array(labPathSchema) }) },
    },
    handler: async () => ({ paths: labs.paths() }),
  });

  api.get('/labs/:lab', {
    schema: {
      tags,
      summary: 'A lab to read',
      params: z.object({ lab: z.string() }),
      response: { 200: labContentSchema },
    },
    handler: async (request) => viewLabContent(labs.get(request.params.lab)),
  });

  api.get('/labs/:lab/files/*', {
    schema: { tags, summary: 'A picture of a lab', params: z.object({ lab: z.string(), '*': z.string() }) },
    handler: async (request, reply) => {
      const { lab, '*': name } = request.params;
      const type = pictureType(name);
      const picture = type && (await readLabFile(labs.folderOf(labs.get(lab)), name));
      if (!type || !picture) throw new MarinaError('picture-not-found');
      return reply
        .header('content-type', type)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', `public, max-age=${pictureSeconds}`)
        .send(picture.content);
    },
  });
}

export function viewerRoutes(api: Api, { identity }: { identity: Identity }): void {
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
