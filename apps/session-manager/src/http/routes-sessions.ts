// REST: sessions, their instances and terminals.

import { MarinaError } from '@marina/protocol/errors';
import { idSchema } from '@marina/protocol/ids';
import { checkStateSchema, runChecksSchema } from '@marina/protocol/lab-progress';
import {
  addInstanceSchema,
  createSessionSchema,
  instanceSchema,
  openTerminalSchema,
  sessionSchema,
  terminalSchema,
} from '@marina/protocol/session';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identity } from '../identity/identity.ts';
import type { SessionChecks } from '../labs/session-checks.ts';
import { isOver, type SessionRecord } from '../sessions/session-record.ts';
import type { SessionView } from '../sessions/session-view.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Api } from './api.ts';
import { languageOf } from './language.ts';
import type { Openings } from './openings.ts';

export type SessionRouteDeps = {
  sessions: Sessions;
  view: SessionView;
  identity: Identity;
  openings: Openings;
  checks: SessionChecks;
};

const session = { session: idSchema('session') };
const instance = { ...session, instance: idSchema('instance') };
const terminal = { ...session, terminal: idSchema('terminal') };

export function sessionRoutes(api: Api, deps: SessionRouteDeps): void {
  const { sessions, view, identity, openings } = deps;
  const tags = ['sessions'];

  api.get('/sessions', {
    schema: {
      tags,
      summary: 'Your sessions that have not ended',
      response: { 200: z.object({ sessions: z.array(sessionSchema) }) },
    },
    handler: async (request) => {
      const viewer = await identity.find(request.headers);
      const own = viewer ? await sessions.list(viewer.id) : [];
      return { sessions: await Promise.all(own.map(view)) };
    },
  });

  api.post('/sessions', {
    schema: { tags, summary: 'Open a session', body: createSessionSchema, response: { 201: sessionSchema } },
    handler: async (request, reply) => {
      openings.admit(request.ip);
      const { viewer, setCookie } = await identity.ensure(request.headers, request.body.name);
      const opened = await sessions.open(viewer.id, request.body.lab);
      if (setCookie) void reply.header('set-cookie', setCookie);
      return reply.code(201).send(await view(opened));
    },
  });

  api.get('/sessions/:session', {
    schema: { tags, summary: 'One session', params: z.object(session), response: { 200: sessionSchema } },
    handler: async (request) => view(await own(deps, request)),
  });

  api.delete('/sessions/:session', {
    schema: { tags, summary: 'End a session', params: z.object(session), response: { 200: sessionSchema } },
    handler: async (request) => {
      await sessions.end(await own(deps, request), 'ended-by-student');
      return view(await own(deps, request));
    },
  });

  api.post('/sessions/:session/extension', {
    schema: { tags, summary: 'Give a session more time', params: z.object(session), response: { 200: sessionSchema } },
    handler: async (request) => {
      await sessions.extend(await own(deps, request));
      return view(await own(deps, request));
    },
  });
}

export function activityRoutes(api: Api, deps: SessionRouteDeps): void {
  api.post('/sessions/:session/activity', {
    schema: {
      tags: ['sessions'],
      summary: 'Say that a session is still in use',
      params: z.object(session),
      response: { 200: sessionSchema },
    },
    handler: async (request) => {
      const used = await own(deps, request);
      deps.sessions.touch(used);
      return deps.view(used);
    },
  });
}

export function checkRoutes(api: Api, deps: SessionRouteDeps): void {
  api.post('/sessions/:session/checks', {
    schema: {
      tags: ['sessions'],
      summary: 'Look at the tasks of the session’s lab now',
      params: z.object(session),
      body: runChecksSchema,
      response: { 200: checkStateSchema },
    },
    handler: async (request) => {
      const looked = await own(deps, request);
      if (isOver(looked)) throw new MarinaError('session-ended');
      return deps.checks.lookNow(looked, languageOf(request.headers), request.body.task);
    },
  });
}

export function instanceRoutes(api: Api, deps: SessionRouteDeps): void {
  const { sessions, view } = deps;
  const tags = ['instances'];

  api.post('/sessions/:session/instances', {
    schema: {
      tags,
      summary: 'Add an instance',
      params: z.object(session),
      body: addInstanceSchema,
      response: { 201: instanceSchema },
    },
    handler: async (request, reply) => {
      const added = await sessions.addInstance(await own(deps, request), request.body);
      const shown = (await view(await own(deps, request))).instances.find(({ id }) => id === added.id);
      if (!shown) throw new MarinaError('instance-not-found');
      return reply.code(201).send(shown);
    },
  });

  api.delete('/sessions/:session/instances/:instance', {
    schema: { tags, summary: 'Remove an instance', params: z.object(instance), response: { 204: z.null() } },
    handler: async (request, reply) => {
      await sessions.removeInstance(await own(deps, request), request.params.instance);
      return reply.code(204).send(null);
    },
  });

  api.post('/sessions/:session/instances/:instance/terminals', {
    schema: {
      tags,
      summary: 'Open a terminal',
      params: z.object(instance),
      body: openTerminalSchema,
      response: { 201: terminalSchema },
    },
    handler: async (request, reply) => {
      const { instance: instanceId } = request.params;
      const id = await sessions.openTerminal(await own(deps, request), instanceId, request.body);
      return reply.code(201).send({ id, instanceId });
    },
  });

  api.delete('/sessions/:session/terminals/:terminal', {
    schema: { tags, summary: 'Close a terminal', params: z.object(terminal), response: { 204: z.null() } },
    handler: async (request, reply) => {
      await sessions.closeTerminal(await own(deps, request), request.params.terminal);
      return reply.code(204).send(null);
    },
  });
}

/** The session of the path, if it is the viewer's. */
async function own(
  { sessions, identity }: SessionRouteDeps,
  request: Pick<FastifyRequest, 'headers'> & { params: { session: string } },
): Promise<SessionRecord> {
  const viewer = await identity.find(request.headers);
  return sessions.get(viewer?.id, request.params.session);
}
