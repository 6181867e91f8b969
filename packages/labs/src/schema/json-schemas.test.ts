import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { labJsonSchemas } from './json-schemas.ts';

it.each(Object.entries(labJsonSchemas()))(
  'the published schema "%s" is today’s (else: node packages/labs/src/schema/write.ts)',
  (name, schema) => {
    const published = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

it('every field of lab.yaml says what it is, or is plain by its name', () => {
  const { properties } = JSON.parse(JSON.stringify(labJsonSchemas().lab)) as { properties: Record<string, object> };
  const silent = Object.entries(properties).filter(([, field]) => !('description' in field) && !('$ref' in field));
  expect(silent.map(([name]) => name)).toEqual(['level', 'tags', 'authors']);
});
