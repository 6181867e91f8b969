// index.json of a scenario: what Killercoda and Katacoda know, and what real files hold besides.
import { z } from 'zod';

const text = z.string().optional().catch(undefined);

const part = z
  .looseObject({
    title: text,
    text: text,
    foreground: text,
    background: text,
    code: text,
    courseData: text,
    verify: text,
    answer: text,
    hint: text,
  })
  .catch({});
export type ScenarioPart = z.infer<typeof part>;

const asset = z.object({
  file: z.string(),
  target: z.string().default('~/'),
  chmod: z.union([z.string(), z.number()]).optional(),
});
const assets = z.array(asset).optional().catch(undefined);

export const scenarioIndexSchema = z.looseObject({
  title: text,
  description: text,
  difficulty: text,
  time: z.union([z.string(), z.number()]).optional().catch(undefined),
  details: z
    .looseObject({
      intro: part.optional(),
      steps: z.array(part).optional().catch(undefined),
      finish: part.optional(),
      assets: z.record(z.string(), assets).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  backend: z.looseObject({ imageid: text, port: z.unknown().optional() }).optional().catch(undefined),
  environment: z
    .looseObject({
      dashboards: z
        .array(z.looseObject({ name: text, port: z.union([z.number(), z.string()]).optional(), href: text }))
        .optional()
        .catch(undefined),
      uilayout: text,
    })
    .optional()
    .catch(undefined),
  interface: z.looseObject({ layout: text }).optional().catch(undefined),
});
export type ScenarioIndex = z.infer<typeof scenarioIndexSchema>;

/** Fields of the root that have no counterpart, named in the report. */
export const lostFields = [
  'type',
  'private',
  'noindex',
  'pathwayTitle',
  'icon',
  'files',
  'asyncFiles',
  'events',
] as const;

export const lostEnvironment = [
  'uieditorpath',
  'uisettings',
  'uimessage1',
  'showdashboard',
  'terminals',
  'hideintro',
  'hidefinish',
  'hidesidebar',
  'showide',
  'exclusionPatterns',
] as const;
