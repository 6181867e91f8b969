import 'server-only';
import { cookies } from 'next/headers';
import { readTheme, themeCookie } from './theme.ts';

/** The theme that the visitor's cookie asks for. */
export async function savedTheme() {
  return readTheme((await cookies()).get(themeCookie)?.value);
}
