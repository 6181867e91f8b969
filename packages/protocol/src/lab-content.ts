// REST bodies with a lab's text: what a student may read before having done anything.
import { z } from 'zod';
import { labSummarySchema } from './catalogue.ts';

/** A text in each language that has it. */
export const textsSchema = z.record(z.string(), z.string());

/** A `Document` of @marina/labs: a tree of blocks without HTML, with variables still in it. */
export const labDocumentSchema = z.array(z.looseObject({ type: z.string() }));
export const labDocumentsSchema = z.record(z.string(), labDocumentSchema);

/** GET /labs/:lab */
export const labContentSchema = labSummarySchema.extend({
  steps: z.array(z.object({ slug: z.string(), title: textsSchema, documents: labDocumentsSchema })),
  tasks: z.array(z.object({ id: z.string(), step: z.string(), points: z.number(), checks: z.number().int() })),
  quizzes: z.array(z.object({ id: z.string(), step: z.string(), points: z.number() })),
  layout: z.object({ terminals: z.array(z.string()), split: z.enum(['tabs', 'columns', 'rows', 'grid']) }).nullable(),
  exposures: z.array(z.object({ title: textsSchema, instance: z.string(), port: z.string(), path: z.string() })),
});
export type LabContent = z.infer<typeof labContentSchema>;

/** GET /paths: labs in an order that makes sense. */
export const labPathSchema = z.object({
  slug: z.string(),
  title: textsSchema,
  summary: textsSchema,
  labs: z.array(z.string()),
});
export type LabPath = z.infer<typeof labPathSchema>;
