'use client';
// An active session: the bar, at most one notice, and the instances.
import { useTranslations } from 'next-intl';
import { useEffect, useReducer, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { TabPanel, TabsRoot } from '../../ui/tabs.tsx';
import type { Theme } from '../preferences/theme.ts';
import { noTabs, tabsReducer } from '../terminal/terminal-tabs.ts';
import { InstanceArea } from './instance-area.tsx';
import { SessionBar } from './session-bar.tsx';
import { SessionNotices } from './session-notices.tsx';
import { usePageKeys } from './use-page-keys.ts';
import type { useSession } from './use-session.ts';
import type { SessionActions } from './use-session-actions.ts';

type WorkspaceProps = {
  state: ReturnType<typeof useSession>;
  actions: SessionActions;
  labTitles: Promise<Record<string, string>>;
  theme: Theme;
};

export function Workspace({ state, actions, labTitles, theme }: WorkspaceProps) {
  const t = useTranslations('session');
  const { session } = state;
  const { instances } = session;
  const bar = useRef<HTMLElement>(null);
  const [chosen, choose] = useState<string>();
  const [tabs, dispatchTabs] = useReducer(tabsReducer, {}, () => tabsReducer({}, { type: 'sync', instances }));
  usePageKeys(bar);

  useEffect(() => dispatchTabs({ type: 'sync', instances }), [instances]);

  const active = instances.find((instance) => instance.id === chosen) ?? instances[0];
  const add = async () => {
    const instance = await actions.add();
    if (instance) choose(instance.id);
  };

  return (
    <TabsRoot
      value={active?.id ?? ''}
      onValueChange={choose}
      className="flex h-dvh flex-col overflow-hidden bg-terminal"
    >
      <SessionBar ref={bar} state={state} actions={actions} labTitles={labTitles} theme={theme} onAdd={add} />
      <SessionNotices state={state} actions={actions} />
      <main className="relative min-h-0 flex-1">
        {instances.map((instance) => (
          <TabPanel key={instance.id} value={instance.id}>
            <InstanceArea
              session={session.id}
              instance={instance}
              isVisible={instance.id === active?.id}
              tabs={tabs[instance.id] ?? noTabs}
              dispatchTabs={dispatchTabs}
              onRemove={() => actions.remove(instance.id)}
            />
          </TabPanel>
        ))}
        {!active && (
          <StatePanel
            title={t('empty.title')}
            action={
              <Button look="primary" onClick={add}>
                {t('add')}
              </Button>
            }
          >
            <p>{t('empty.text')}</p>
          </StatePanel>
        )}
      </main>
    </TabsRoot>
  );
}
