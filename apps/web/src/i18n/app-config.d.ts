import type messages from '../../messages/en.json';
import type { Locale as MarinaLocale } from './locales.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: MarinaLocale;
    Messages: typeof messages;
  }
}
