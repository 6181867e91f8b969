// Languages of a lab, and what a student reads who asks for one that a text does not have.
import { z } from 'zod';

/** A two-letter code, such as `en` or `fr`. */
export type Language = string;

export const languageSchema = z.string().regex(/^[a-z]{2}$/, 'is no two-letter language code');

/** The same text in each language, by language code. */
export const textByLanguageSchema = z
  .record(languageSchema, z.string().min(1).max(2000))
  .refine((texts) => Object.keys(texts).length > 0, 'needs a text in at least one language');

export type TextByLanguage = z.infer<typeof textByLanguageSchema>;

/**
 * What there is for `wanted`; else the first of `order` that there is (a lab's languages, the leading one first); else
 * any. Undefined only when there is nothing at all.
 */
export function pickLanguage<T>(
  byLanguage: Readonly<Record<Language, T>>,
  wanted: Language,
  order: readonly Language[] = ['en'],
): { language: Language; value: T } | undefined {
  for (const language of [wanted, ...order, ...Object.keys(byLanguage)]) {
    const value = Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
    if (value !== undefined) return { language, value };
  }
  return undefined;
}
