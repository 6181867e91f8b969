// What lab.yaml may say. The descriptions are the reference for authors, in their editors too.
import { z } from 'zod';
import { languageSchema, textByLanguageSchema } from './language.ts';
import { variablesSchema } from './variables.ts';

const instanceName = z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/, 'use a-z, 0-9 and -, at most 32');
const port = z.number().int().min(1).max(65_535);
const size = z.string().regex(/^\d+(MB|GB)$/, 'is no size, such as 512MB or 4GB');

/** A path in the lab's folder: no link, no way out, nothing hidden. */
export const labPathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, 'is no path within the lab’s folder');

const fileSchema = z.strictObject({
  from: labPathSchema.describe('A file or a folder of the lab.'),
  to: z.string().startsWith('/', 'begins with /').max(500).describe('Where it goes, an absolute path.'),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'is a mode in octal, in quotes, such as "755"')
    .optional(),
});

const instanceSchema = z.strictObject({
  name: instanceName.describe('Host name, such as node1.'),
  image: z.string().min(1).describe('marina/docker, with a Docker Engine of its own, or marina/base, without.'),
  build: labPathSchema
    .optional()
    .describe(
      'A folder of the lab with a Dockerfile that begins FROM `image`: the instance starts from what it makes.',
    ),
  files: z.array(fileSchema).max(50).default([]).describe('Files that are there before the student.'),
  setup: labPathSchema
    .optional()
    .describe('A script of the lab that root runs before the student arrives; it must exit with 0.'),
});

const exposureSchema = z.strictObject({
  title: textByLanguageSchema.describe('What the tab says.'),
  instance: instanceName,
  port,
  path: z.string().startsWith('/', 'begins with /').max(500).default('/'),
});

const layoutSchema = z.strictObject({
  terminals: z.array(instanceName).max(8).default([]).describe('Instances whose terminals are open at first.'),
  split: z
    .enum(['tabs', 'columns', 'rows', 'grid'])
    .default('tabs')
    .describe('How they share the page: one behind the other, or side by side.'),
});

const limitsSchema = z.strictObject({
  memory: size.optional().describe('Of one instance, such as 1GB.'),
  cpus: z.number().min(0.1).max(16).optional().describe('Processors of one instance.'),
  disk: size.optional().describe('Of one instance, such as 4GB.'),
  processes: z.number().int().min(64).max(8192).optional().describe('Of one instance.'),
});

const timeSchema = z.strictObject({
  sessionMinutes: z.number().int().min(5).max(1440).optional().describe('How long a session lasts at first.'),
  idleMinutes: z.number().int().min(5).max(480).optional().describe('How long nobody may do anything in it.'),
  extensions: z.number().int().min(0).max(10).optional().describe('How often a student may ask for more time.'),
});

export const labSchema = z.strictObject({
  title: textByLanguageSchema.describe('The title in each language.'),
  summary: textByLanguageSchema.describe('One or two sentences for the catalogue, in each language.'),
  languages: z
    .array(languageSchema)
    .min(1)
    .max(12)
    .refine((list) => new Set(list).size === list.length, 'each language may occur once')
    .optional()
    .describe('The leading language first; others fall back to it. Without it: those of the title.'),
  level: z.enum(['beginner', 'intermediate', 'advanced']),
  durationMinutes: z
    .number()
    .int()
    .min(5)
    .max(480)
    .describe('How long a student usually needs; without `time`, the session lasts this long.'),
  tags: z.array(z.string().min(1).max(40)).max(20).default([]),
  authors: z.array(z.string().min(1).max(100)).max(20).default([]),
  license: z.string().min(1).max(100).optional().describe('Such as CC-BY-4.0.'),
  instances: z
    .array(instanceSchema)
    .min(1)
    .max(8)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'each name may occur once')
    .describe('The machines that the lab starts with, the first one in front.'),
  layout: layoutSchema.optional().describe('What the page shows at first.'),
  exposures: z.array(exposureSchema).max(16).default([]).describe('Ports with a tab of their own.'),
  egress: z
    .enum(['none', 'mirror', 'internet'])
    .default('mirror')
    .describe('Where the machines may connect to; an operator may allow less than a lab asks for.'),
  limits: limitsSchema.default({}).describe('What an instance may use; an operator may allow less.'),
  time: timeSchema.default({}).describe('An operator may allow less.'),
  pool: z.number().int().min(0).max(50).default(0).describe('Sessions kept ready before anyone asks.'),
  variables: variablesSchema.default({}).describe('Values that differ from student to student: {{name}} in the steps.'),
});

export type LabManifest = z.infer<typeof labSchema>;
