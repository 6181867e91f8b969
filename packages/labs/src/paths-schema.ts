// paths.yaml beside the labs: labs in an order that makes sense.
import { z } from 'zod';
import { textByLanguageSchema } from './language.ts';

export const pathsSchema = z
  .array(
    z.strictObject({
      slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'use a-z, 0-9 and -'),
      title: textByLanguageSchema.describe('The title in each language.'),
      summary: textByLanguageSchema.describe('One or two sentences, in each language.'),
      labs: z.array(z.string().min(1)).min(1).max(100).describe('Names of labs’ folders, in order.'),
    }),
  )
  .max(100);

export type LabPath = z.infer<typeof pathsSchema>[number];
