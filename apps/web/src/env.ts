// The web app's environment, read once. Only server code imports it.
import { z } from 'zod';

const schema = z.object({
  /** Where the session manager answers; Next runs inside it, so by default the same machine. */
  MARINA_API_URL: z.url().optional(),
  /** Labs are being written: pages are loaded anew when they change. */
  MARINA_LABS_WATCH: z.enum(['on', 'off']).default('off'),
  MARINA_PORT: z.coerce.number().int().min(1).max(65535).default(8420),
});

const parsed = schema.parse(process.env);

export const env = {
  apiUrl: parsed.MARINA_API_URL ?? `http://127.0.0.1:${parsed.MARINA_PORT}`,
  labsWatched: parsed.MARINA_LABS_WATCH === 'on',
};
