import { expect, it } from 'vitest';
import { z } from 'zod';
import { startTestManager } from './test-manager.ts';

const documentSchema = z.object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });

it('the OpenAPI document names every route and the shapes that the schemas demand', async () => {
  await using manager = await startTestManager();
  const document = documentSchema.parse(await (await manager.browser().request('GET', '/api/v1/openapi.json')).json());
  expect(document.openapi).toMatch(/^3\./);
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/labs',
    '/api/v1/labs/{lab}',
    '/api/v1/labs/{lab}/files/{*}',
    '/api/v1/labs/{lab}/progress',
    '/api/v1/labs/{lab}/progress/step',
    '/api/v1/labs/{lab}/quizzes/{quiz}/answer',
    '/api/v1/labs/{lab}/tasks/{task}/hints',
    '/api/v1/labs/{lab}/tasks/{task}/solution',
    '/api/v1/paths',
    '/api/v1/progress',
    '/api/v1/sessions',
    '/api/v1/sessions/{session}',
    '/api/v1/sessions/{session}/activity',
    '/api/v1/sessions/{session}/checks',
    '/api/v1/sessions/{session}/extension',
    '/api/v1/sessions/{session}/instances',
    '/api/v1/sessions/{session}/instances/{instance}',
    '/api/v1/sessions/{session}/instances/{instance}/terminals',
    '/api/v1/sessions/{session}/terminals/{terminal}',
    '/api/v1/viewer',
  ]);
  expect(document.paths['/api/v1/sessions']).toMatchObject({
    post: {
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'object', additionalProperties: false, properties: { lab: { type: 'string' } } },
          },
        },
      },
    },
  });
});
