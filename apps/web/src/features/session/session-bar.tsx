'use client';
// The top of a session: what it is, its instances, its time, and the way out.
import { Keyboard, LogOut, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Ref, Suspense, use, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Logo } from '../../ui/logo.tsx';
import { MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { PreferencesMenu } from '../preferences/preferences-menu.tsx';
import type { Theme } from '../preferences/theme.ts';
import { InstanceTabs } from './instance-tabs.tsx';
import { KeyboardDialog } from './keyboard-dialog.tsx';
import { SessionClock } from './session-clock.tsx';
import type { useSession } from './use-session.ts';
import type { SessionActions } from './use-session-actions.ts';

type SessionBarProps = {
  ref: Ref<HTMLElement>;
  state: ReturnType<typeof useSession>;
  actions: SessionActions;
  labTitles: Promise<Record<string, string>>;
  theme: Theme;
  onAdd: () => void;
};

export function SessionBar({ ref, state, actions, labTitles, theme, onAdd }: SessionBarProps) {
  const t = useTranslations('session');
  const [shown, show] = useState<'end' | 'keyboard'>();
  const { session, clockAheadMs } = state;
  const isFull = session.instances.length >= session.maxInstances;
  const close = () => show(undefined);

  return (
    <header ref={ref} className="z-20 flex shrink-0 flex-wrap items-center border-line border-b bg-paper">
      <Link href="/" aria-label={t('home')} className="flex h-12 items-center pr-3 pl-4">
        <Logo compact />
      </Link>
      <h1 className="mr-4 min-w-0 truncate font-semibold text-sm tracking-tight max-sm:flex-1">
        <Suspense fallback={session.lab}>
          <LabTitle slug={session.lab} titles={labTitles} />
        </Suspense>
      </h1>
      <div className="flex min-w-0 items-center gap-1 overflow-x-auto border-line max-md:order-last max-md:w-full max-md:border-t">
        <InstanceTabs instances={session.instances} />
        <Button
          look="quiet"
          size="small"
          disabled={isFull || actions.busy === 'add'}
          onClick={onAdd}
          title={isFull ? t('full') : undefined}
        >
          <Plus size={15} aria-hidden />
          {actions.busy === 'add' ? t('adding') : t('add')}
        </Button>
      </div>
      <div className="ml-auto flex h-12 items-center gap-1 pr-3">
        <SessionClock
          session={session}
          clockAheadMs={clockAheadMs}
          isExtending={actions.busy === 'extend'}
          onExtend={actions.extend}
        />
        <Button
          look="quiet"
          size="icon"
          aria-label={t('keyboard.title')}
          title={t('keyboard.title')}
          onClick={() => show('keyboard')}
          className="max-md:hidden"
        >
          <Keyboard size={17} aria-hidden />
        </Button>
        <PreferencesMenu theme={theme}>
          <div className="md:hidden">
            <MenuItem onSelect={() => show('keyboard')}>
              <Keyboard size={15} aria-hidden /> {t('keyboard.title')}
            </MenuItem>
            <MenuItem onSelect={() => show('end')}>
              <LogOut size={15} aria-hidden /> {t('end.action')}
            </MenuItem>
            <MenuSeparator />
          </div>
        </PreferencesMenu>
        <Button size="small" onClick={() => show('end')} className="ml-1 max-md:hidden">
          {t('end.action')}
        </Button>
      </div>
      <ConfirmDialog
        open={shown === 'end'}
        onClose={close}
        title={t('end.title')}
        text={t('end.text')}
        keepLabel={t('end.keep')}
        confirmLabel={t('end.confirm')}
        onConfirm={actions.end}
      />
      <KeyboardDialog open={shown === 'keyboard'} onClose={close} />
    </header>
  );
}

function LabTitle({ slug, titles }: { slug: string; titles: Promise<Record<string, string>> }) {
  const t = useTranslations('session');
  return use(titles)[slug] ?? (slug === 'playground' ? t('playground') : slug);
}
