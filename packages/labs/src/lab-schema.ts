// What lab.yaml may say. The field comments are the reference for authors.
import { z } from 'zod';

/** The same text in each language, by language code; English is what others fall back to. */
const textByLanguage = z
  .record(z.string().regex(/^[a-z]{2}$/, 'a two-letter language code'), z.string().min(1))
  .refine((texts) => 'en' in texts, 'needs at least an English text (en)');

export const labSchema = z.strictObject({
  title: textByLanguage,
  /** One or two sentences for the catalogue. */
  summary: textByLanguage,
  level: z.enum(['beginner', 'intermediate', 'advanced']),
  /** How long a student usually needs; the session lasts this long before it must be extended. */
  durationMinutes: z.number().int().min(5).max(480),
  tags: z.array(z.string().min(1)).default([]),
  /** The machines that the lab starts with, the first one in front. */
  instances: z
    .array(
      z.strictObject({
        /** Host name, such as node1. */
        name: z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/, 'use a-z, 0-9 and -, at most 32'),
        image: z.string().min(1),
      }),
    )
    .min(1)
    .max(8)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'each name may occur once'),
  /**
   * Where the machines may connect to: `none`, `mirror` (the mirrors that the operator names) or `internet`. An
   * operator may allow less than a lab asks for.
   */
  egress: z.enum(['none', 'mirror', 'internet']).default('mirror'),
  /** Sessions kept ready before anyone asks. */
  pool: z.number().int().min(0).max(50).default(0),
});

export type Lab = z.infer<typeof labSchema> & {
  /** Name of the lab's folder. */
  slug: string;
};
