'use client';
// Language and theme, in one menu; `children` adds what belongs to the page it stands on.
import { Monitor, Moon, Settings2, Sun } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState, useTransition } from 'react';
import { locales } from '../../i18n/locales.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuSeparator } from '../../ui/menu.tsx';
import { saveLocale, saveTheme } from './actions.ts';
import { readTheme, type Theme } from './theme.ts';

const languageNames = { en: 'English', fr: 'Français' };

type PreferencesMenuProps = {
  theme: Theme;
  /** Whether the button also tells the language. */
  isNamed?: boolean;
  children?: ReactNode;
};

export function PreferencesMenu({ theme: savedTheme, isNamed = false, children }: PreferencesMenuProps) {
  const t = useTranslations('preferences');
  const locale = useLocale();
  const [theme, setTheme] = useState(savedTheme);
  const [, startTransition] = useTransition();

  function changeTheme(value: string) {
    const next = readTheme(value);
    setTheme(next);
    document.documentElement.dataset.theme = next;
    startTransition(() => saveTheme(next));
  }

  function changeLocale(value: string) {
    const next = locales.find((known) => known === value);
    if (next) startTransition(() => saveLocale(next));
  }

  const themeOptions = [
    { value: 'system', label: t('system'), icon: <Monitor size={15} aria-hidden /> },
    { value: 'light', label: t('light'), icon: <Sun size={15} aria-hidden /> },
    { value: 'dark', label: t('dark'), icon: <Moon size={15} aria-hidden /> },
  ];
  const languageOptions = locales.map((value) => ({ value, label: languageNames[value], lang: value }));

  return (
    <Menu
      trigger={
        <Button look="quiet" size={isNamed ? 'small' : 'icon'} aria-label={t('title')} title={t('title')}>
          <Settings2 size={17} aria-hidden />
          {isNamed && languageNames[locale]}
        </Button>
      }
    >
      {children}
      <MenuChoice label={t('theme')} value={theme} options={themeOptions} onChange={changeTheme} />
      <MenuSeparator />
      <MenuChoice label={t('language')} value={locale} options={languageOptions} onChange={changeLocale} />
    </Menu>
  );
}
