// JSON Schemas of what authors write, for their editors.
import { z } from 'zod';
import { assertionSchemas } from '../checks/assertion.ts';
import { checkKeys } from '../checks/check.ts';
import { labSchema } from '../lab-schema.ts';
import { pathsSchema } from '../paths-schema.ts';

export function labJsonSchemas() {
  const checks = z.union(Object.values(assertionSchemas).map((schema) => schema.extend(checkKeys)));
  return {
    lab: named('lab.yaml of a Marina lab', labSchema),
    checks: named('Assertions in a check of a Marina lab', z.union([checks, z.array(checks)])),
    paths: named('paths.yaml of a catalogue of Marina labs', pathsSchema),
  };
}

function named(title: string, schema: z.ZodType) {
  return { title, ...z.toJSONSchema(schema, { io: 'input', reused: 'ref' }) };
}
