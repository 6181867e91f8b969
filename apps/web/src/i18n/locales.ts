// The languages of the interface, and how a visitor's is chosen.
export const locales = ['en', 'fr'] as const;
export type Locale = (typeof locales)[number];

export const localeCookie = 'marina-locale';

/** The cookie wins; then the first language of Accept-Language that we have; then English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const wanted = [cookie, ...(acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())];
  for (const language of wanted) {
    const match = locales.find((locale) => locale === language);
    if (match) return match;
  }
  return 'en';
}

/** Authored text of a lab in the reader's language, else in English, else in whatever it has. */
export function localized(text: Record<string, string>, locale: string): string {
  return text[locale] ?? text.en ?? Object.values(text)[0] ?? '';
}
