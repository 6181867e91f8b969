// Values that assertions share. Each may hold `{{variable}}`, which is filled in before a check runs.
import { z } from 'zod';

export const textSchema = z.string().min(1).max(2000);
export const textsSchema = z.union([textSchema, z.array(textSchema).min(1).max(50)]);

const variable = z.string().regex(/^\{\{[a-z][a-zA-Z0-9_]*\}\}$/, 'is neither a number nor a {{variable}}');
export const numberSchema = z.union([z.number().min(0), variable]);

/** A number, or bounds. */
export const rangeSchema = z.union([
  numberSchema,
  z
    .strictObject({ atLeast: numberSchema.optional(), atMost: numberSchema.optional() })
    .refine((range) => range.atLeast !== undefined || range.atMost !== undefined, 'needs atLeast or atMost'),
]);
export type Range = z.infer<typeof rangeSchema>;

export const sizeSchema = z
  .string()
  .regex(
    /^(\d+(\.\d+)?|\{\{[a-z][a-zA-Z0-9_]*\}\})\s?([bkmg]|[kmg]b|[kmg]ib)?$/i,
    'is no size, such as 256m, 80MB, 1GiB or {{limit}}m',
  );

export const sizeRangeSchema = z.union([
  sizeSchema,
  z
    .strictObject({ atLeast: sizeSchema.optional(), atMost: sizeSchema.optional() })
    .refine((range) => range.atLeast !== undefined || range.atMost !== undefined, 'needs atLeast or atMost'),
]);

/** Name and value; null means that the name must not be there, `*` that any value will do. */
export const pairsSchema = z.record(textSchema, z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]));

export function listOf(texts: z.infer<typeof textsSchema> | undefined): string[] {
  if (texts === undefined) return [];
  return typeof texts === 'string' ? [texts] : texts;
}

/** Bytes: k, m and g are Docker's, powers of 1024, as are KiB, MiB, GiB; KB, MB, GB are powers of 1000. */
export function bytesOf(size: string): number {
  const [, number = '0', unit = 'b'] = /^(\d+(?:\.\d+)?)\s?([a-z]*)$/i.exec(size) ?? [];
  const lower = unit.toLowerCase();
  const power = ['', 'k', 'm', 'g'].indexOf(lower.replace(/i?b$/, ''));
  const base = lower.length === 2 ? 1000 : 1024;
  return Math.round(Number(number) * base ** Math.max(power, 0));
}

export function isWithin(value: number, range: Range): boolean {
  if (typeof range !== 'object') return value === Number(range);
  return value >= Number(range.atLeast ?? 0) && value <= Number(range.atMost ?? Number.POSITIVE_INFINITY);
}
