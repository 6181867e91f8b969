import 'server-only';
import { labSummarySchema } from '@marina/protocol/catalogue';
import { type LabContent, labContentSchema, labPathSchema } from '@marina/protocol/lab-content';
import { progressSummarySchema } from '@marina/protocol/lab-progress';
import { cache } from 'react';
import { z } from 'zod';
import type { Reply } from '../api/reply.ts';
import { readFromManager } from './manager.ts';

const labsSchema = z.object({ labs: z.array(labSummarySchema) });
const pathsSchema = z.object({ paths: z.array(labPathSchema) });

/** Every lab on offer, the free playground included. */
export const readLabs = cache(async () => {
  const reply = await readFromManager('/labs', labsSchema);
  return reply.ok ? { ...reply, value: reply.value.labs } : reply;
});

export async function readPaths() {
  const reply = await readFromManager('/paths', pathsSchema);
  return reply.ok ? { ...reply, value: reply.value.paths } : reply;
}

/** What the visitor has done, in all labs. */
export const readProgressSummary = () => readFromManager('/progress', progressSummarySchema);

/** `slug` comes from the address bar: what is no name of a lab is never sent on. */
export const readLabContent = cache(async (slug: string): Promise<Reply<LabContent>> => {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(slug)) return { ok: false, code: 'lab-not-found' };
  return readFromManager(`/labs/${slug}`, labContentSchema);
});
