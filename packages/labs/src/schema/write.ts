// Writes the JSON Schemas that are published: node packages/labs/src/schema/write.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { labJsonSchemas } from './json-schemas.ts';

const directory = path.join(import.meta.dirname, '../../schema');
mkdirSync(directory, { recursive: true });
for (const [name, schema] of Object.entries(labJsonSchemas()))
  writeFileSync(path.join(directory, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
