'use server';
// Language and theme live in cookies, so that the server renders the right page at once: no flash.
import { cookies } from 'next/headers';
import { type Locale, localeCookie, locales } from '../../i18n/locales.ts';
import { readTheme, type Theme, themeCookie } from './theme.ts';

const oneYearSeconds = 365 * 24 * 3600;

export async function saveLocale(locale: Locale): Promise<void> {
  if (locales.includes(locale)) await save(localeCookie, locale);
}

export async function saveTheme(theme: Theme): Promise<void> {
  await save(themeCookie, readTheme(theme));
}

async function save(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { maxAge: oneYearSeconds, sameSite: 'lax', httpOnly: true, path: '/' });
}
