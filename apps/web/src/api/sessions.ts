// The browser's REST calls about sessions, their instances and terminals. The guest cookie travels by itself.
import {
  type addInstanceSchema,
  type createSessionSchema,
  instanceSchema,
  type openTerminalSchema,
  sessionSchema,
  terminalSchema,
} from '@marina/protocol/session';
import { z } from 'zod';
import { call, withBody } from './reply.ts';

const base = '/api/v1/sessions';
const nothing = z.undefined();

export const createSession = (body: z.input<typeof createSessionSchema>) => call(base, sessionSchema, post(body));

export const readSession = (id: string) => call(`${base}/${id}`, sessionSchema);

export const endSession = (id: string) => call(`${base}/${id}`, sessionSchema, { method: 'DELETE' });

export const keepSession = (id: string) => call(`${base}/${id}/activity`, sessionSchema, post({}));

export const extendSession = (id: string) => call(`${base}/${id}/extension`, sessionSchema, post({}));

export const addInstance = (session: string, body: z.input<typeof addInstanceSchema>) =>
  call(`${base}/${session}/instances`, instanceSchema, post(body));

export const removeInstance = (session: string, instance: string) =>
  call(`${base}/${session}/instances/${instance}`, nothing, { method: 'DELETE' });

export const openTerminal = (session: string, instance: string, body: z.input<typeof openTerminalSchema>) =>
  call(`${base}/${session}/instances/${instance}/terminals`, terminalSchema, post(body));

export const closeTerminal = (session: string, terminal: string) =>
  call(`${base}/${session}/terminals/${terminal}`, nothing, { method: 'DELETE' });

function post(body: object): RequestInit {
  return withBody('POST', body);
}
