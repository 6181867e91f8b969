import { expect, it } from 'vitest';
import { chooseLocale, localized } from './locales.ts';

it.each([
  ['fr', 'en-GB,en', 'fr'],
  [undefined, 'fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
  [undefined, 'de-CH,fr;q=0.5', 'fr'],
  ['tlh', 'ja', 'en'],
  [undefined, null, 'en'],
])('cookie %j and Accept-Language %j give %s', (cookie, header, locale) => {
  expect(chooseLocale(cookie, header)).toBe(locale);
});

it('a lab without the reader’s language is shown in English, else in any language it has', () => {
  expect(localized({ en: 'Volumes', fr: 'Les volumes' }, 'fr')).toBe('Les volumes');
  expect(localized({ en: 'Volumes' }, 'fr')).toBe('Volumes');
  expect(localized({ de: 'Datenträger' }, 'fr')).toBe('Datenträger');
});
