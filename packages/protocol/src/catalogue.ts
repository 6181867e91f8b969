// REST bodies about the labs on offer and the person looking at them.
import { z } from 'zod';

export const labSummarySchema = z.object({
  slug: z.string(),
  title: z.record(z.string(), z.string()),
  summary: z.record(z.string(), z.string()),
  level: z.enum(['beginner', 'intermediate', 'advanced']),
  durationMinutes: z.number().int(),
  tags: z.array(z.string()),
  /** Two-letter codes, the leading one first. */
  languages: z.array(z.string()),
  instances: z.array(z.object({ name: z.string(), image: z.string() })),
  /** What its instances may reach. */
  egress: z.enum(['none', 'mirror', 'internet']),
  counts: z.object({ steps: z.number().int(), tasks: z.number().int(), quizzes: z.number().int() }),
  /** Those of all its tasks and quizzes together. */
  points: z.number(),
});
export type LabSummary = z.infer<typeof labSummarySchema>;

export const viewerSchema = z.object({
  name: z.string().nullable(),
  /** The account's e-mail address; null for a guest. */
  email: z.string().nullable(),
  signInRequired: z.boolean(),
});
export type Viewer = z.infer<typeof viewerSchema>;

export const healthSchema = z.object({
  /** True when a session could be opened now. */
  ready: z.boolean(),
  workers: z.number().int(),
});
