// What a lab says in the reader's language, or in the one it falls back to.
import type { Document } from '@marina/labs/document';
import { pickLanguage } from '@marina/labs/language';
import type { labDocumentsSchema } from '@marina/protocol/lab-content';
import type { z } from 'zod';

type Documents = z.infer<typeof labDocumentsSchema>;
export type ReadDocument = { language: string; document: Document };

const nothing: ReadDocument = { language: 'en', document: [] };

/** `languages` are the lab's, the leading one first. */
export function documentFor(documents: Documents, locale: string, languages: readonly string[]): ReadDocument {
  const picked = pickLanguage(documents, locale, languages);
  if (!picked) return nothing;
  // The manager has made it with the package that says what a Document is; the schema only tells that it is a tree.
  return { language: picked.language, document: picked.value as Document };
}

export function textFor(texts: Readonly<Record<string, string>>, locale: string, languages: readonly string[]): string {
  return pickLanguage(texts, locale, languages)?.value ?? '';
}
