// `marina lab schema`: JSON Schemas for editors.
import { labJsonSchemas } from '@marina/labs/schema/json-schemas';

export function printSchema([name = 'lab']: string[]): number {
  const schemas = labJsonSchemas();
  const schema = Object.entries(schemas).find(([key]) => key === name)?.[1];
  if (!schema) throw new Error(`There is no schema "${name}": choose of ${Object.keys(schemas).join(', ')}.`);
  console.log(JSON.stringify(schema, null, 2));
  return 0;
}
