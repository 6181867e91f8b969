import 'server-only';
import { labSummarySchema } from '@marina/protocol/catalogue';
import { cache } from 'react';
import { z } from 'zod';
import { readFromManager } from './manager.ts';

const bodySchema = z.object({ labs: z.array(labSummarySchema) });

/** Every lab on offer, the free playground included. */
export const readLabs = cache(async () => {
  const reply = await readFromManager('/labs', bodySchema);
  return reply.ok ? { ...reply, value: reply.value.labs } : reply;
});
