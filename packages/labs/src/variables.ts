// Variables: values that differ from student to student, and are the same each time for one student, so that a check can
// expect what the student was told. No node: import.
import { z } from 'zod';
import { pick, randomFrom } from './seeded-random.ts';

export const variableNamePattern = /^[a-z][a-zA-Z0-9_]{0,31}$/;

export const variableSchema = z
  .union([
    z.literal('word').describe('A pleasant English noun, such as harbour.'),
    z.literal('port').describe('A port from 8001 to 8999; two port variables of a lab never meet.'),
    z.strictObject({ pick: z.array(z.string().min(1).max(200)).min(2).max(100) }).describe('One of these.'),
    z
      .strictObject({ from: z.number().int(), to: z.number().int() })
      .refine(({ from, to }) => from < to, 'from must be below to')
      .describe('A whole number, both ends included.'),
    z.strictObject({ hex: z.number().int().min(4).max(64) }).describe('So many hexadecimal digits.'),
  ])
  .describe('word, port, {pick: [a, b]}, {from: 1, to: 9} or {hex: 8}');

export const variablesSchema = z.record(
  z.string().regex(variableNamePattern, 'begin with a small letter, then letters, digits and _'),
  variableSchema,
);

export type Variables = z.infer<typeof variablesSchema>;
export type VariableValues = Readonly<Record<string, string>>;

const words =
  'anchor beacon breeze bridge buoy canal cargo cedar compass coral crane current delta dune ferry fjord gull harbour island jetty kelp lagoon lantern maple marsh mast meadow oar otter pearl pebble pier pine port puffin reef ripple river rope rudder sail salmon seal shell shore spruce stone storm summit tide tower valley wave whale willow wind'.split(
    ' ',
  );

/**
 * The values for one student. The same `seed` gives the same values, on every machine and in every release; a variable
 * more or less changes none of the others, but for ports that would meet. Take a seed that names student and lab.
 */
export function variableValues(variables: Variables, seed: string): VariableValues {
  const values: Record<string, string> = {};
  const takenPorts = new Set<string>();
  for (const name of Object.keys(variables).sort()) {
    const variable = variables[name];
    if (variable === undefined) continue;
    let value = drawValue(variable, randomFrom(`${seed}\n${name}`));
    while (variable === 'port' && takenPorts.has(value)) value = String(8001 + ((Number(value) - 8000) % 999));
    if (variable === 'port') takenPorts.add(value);
    values[name] = value;
  }
  return values;
}

function drawValue(variable: Variables[string], random: () => number): string {
  if (variable === 'word') return pick(words, random);
  if (variable === 'port') return String(8001 + Math.floor(random() * 999));
  if ('pick' in variable) return pick(variable.pick, random);
  if ('hex' in variable)
    return Array.from({ length: variable.hex }, () => Math.floor(random() * 16).toString(16)).join('');
  return String(variable.from + Math.floor(random() * (variable.to - variable.from + 1)));
}

/** `text` with `{{name}}` replaced where `name` has a value; everything else, Docker's templates too, stays. */
export function fillVariables(text: string, values: VariableValues): string {
  return text.replace(/\{\{([a-z][a-zA-Z0-9_]*)\}\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? all) : all,
  );
}
