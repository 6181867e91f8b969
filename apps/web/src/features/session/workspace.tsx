'use client';
// An active session: the bar, at most one notice, and the panes of the instance whose tab is chosen.
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { TabPanel, TabsRoot } from '../../ui/tabs.tsx';
import { findShownView, terminalsOfInstance } from '../layout/layout.ts';
import { useLayout } from '../layout/use-layout.ts';
import { usePaneCommands } from '../layout/use-pane-commands.ts';
import type { Theme } from '../preferences/theme.ts';
import { SessionBar } from './session-bar.tsx';
import { SessionNotices } from './session-notices.tsx';
import { useInstanceTerminals } from './use-instance-terminals.ts';
import { usePageKeys } from './use-page-keys.ts';
import type { useSession } from './use-session.ts';
import type { SessionActions } from './use-session-actions.ts';
import { Views } from './views.tsx';

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
  const { layout, dispatch, isRestored } = useLayout(session.id, instances);
  const terminals = useInstanceTerminals(session.id, dispatch);
  const { openings, open, close } = terminals;

  const instance = instances.find(({ id }) => id === layout.instance) ?? instances[0];
  const isThere = instance?.status === 'running' || instance?.status === 'removing';
  const view = isThere ? findShownView(layout, instance.id) : undefined;
  const commands = usePaneCommands({ layout, instance: instance?.id, view, dispatch, open, close });
  usePageKeys(bar, commands.run);

  const lacksFirst = isRestored && instance?.status === 'running' && instance.terminals.length === 0;
  const isUntouched = instance && !openings[instance.id] && terminalsOfInstance(layout, instance.id).length === 0;
  const opensFirst = lacksFirst && isUntouched ? instance.id : undefined;
  useEffect(() => {
    if (opensFirst) void open(opensFirst, { at: 'tab' });
  }, [opensFirst, open]);

  const choose = (chosen: string) => dispatch({ type: 'instance-chosen', instance: chosen });
  const add = async () => {
    const added = await actions.add();
    if (added) choose(added.id);
  };

  return (
    <TabsRoot
      value={instance?.id ?? ''}
      onValueChange={choose}
      className="flex h-dvh flex-col overflow-hidden bg-terminal"
    >
      <SessionBar ref={bar} state={state} actions={actions} labTitles={labTitles} theme={theme} onAdd={add} />
      <SessionNotices state={state} actions={actions} />
      <main className="relative min-h-0 flex-1">
        {instance ? (
          <TabPanel value={instance.id}>
            <Views
              session={session.id}
              instance={instance}
              instances={instances}
              layout={layout}
              isRestored={isRestored}
              view={view}
              terminals={terminals}
              commands={commands}
              dispatch={dispatch}
              onRemove={() => actions.remove(instance.id)}
            />
          </TabPanel>
        ) : (
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
