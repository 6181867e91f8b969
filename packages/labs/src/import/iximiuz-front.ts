// Front matter of iximiuz content: the fields that have a counterpart.
import { z } from 'zod';

const text = z.coerce.string().optional().catch(undefined);
const texts = z.array(z.coerce.string()).optional().catch(undefined);

const taskSchema = z
  .looseObject({
    init: z.boolean().optional().catch(undefined),
    helper: z.boolean().optional().catch(undefined),
    machine: text,
    user: text,
    needs: texts,
    env: texts,
    run: text,
    hintcheck: text,
    failcheck: text,
    timeout_seconds: z.number().optional().catch(undefined),
  })
  .catch({});
export type IximiuzTask = z.infer<typeof taskSchema>;

export const iximiuzFrontSchema = z.looseObject({
  kind: z.enum(['tutorial', 'challenge', 'course', 'lesson', 'module', 'unit', 'skill-path', 'training', 'playground']),
  title: z.union([z.string(), z.number()]).transform(String).catch(''),
  description: text,
  difficulty: text,
  categories: texts,
  tagz: texts,
  playground: z
    .looseObject({
      name: text,
      machines: z
        .array(z.looseObject({ name: z.string() }))
        .optional()
        .catch(undefined),
      networks: z.unknown().optional(),
      tabs: z
        .array(z.looseObject({ kind: text, name: text, number: z.number().optional().catch(undefined), machine: text }))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  tasks: z.record(z.string(), taskSchema).optional().catch(undefined),
});
export type IximiuzFront = z.infer<typeof iximiuzFrontSchema>;
