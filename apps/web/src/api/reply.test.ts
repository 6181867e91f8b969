import { errorBody } from '@marina/protocol/error-body';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { call } from './reply.ts';

const schema = z.object({ name: z.string() });

function answer(response: () => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', async () => response());
}

afterEach(() => vi.unstubAllGlobals());

it('a good reply carries the checked value', async () => {
  answer(() => Response.json({ name: 'ada', secret: 1 }));
  expect(await call('/x', schema)).toEqual({ ok: true, value: { name: 'ada' } });
});

it('an error reply carries its code', async () => {
  const body = errorBody({ code: 'no-capacity', detail: undefined });
  answer(() => Response.json(body, { status: 503 }));
  expect(await call('/x', schema)).toEqual({ ok: false, code: 'no-capacity' });
});

it('an empty reply is fine where nothing is expected', async () => {
  answer(() => new Response(null, { status: 204 }));
  expect(await call('/x', z.undefined())).toEqual({ ok: true, value: undefined });
});

it.each([
  ['no network', () => Promise.reject(new TypeError('failed to fetch'))],
  ['a proxy’s HTML page', () => new Response('<h1>502</h1>', { status: 502 })],
  ['a body of another shape', () => Response.json({ title: 'x' })],
])('%s is “unreachable”', async (_what, response) => {
  answer(response);
  expect(await call('/x', schema)).toEqual({ ok: false, code: 'unreachable' });
});
