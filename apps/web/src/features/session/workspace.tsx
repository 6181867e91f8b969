'use client';
// An active session: the bar, at most one notice, its lab's guide, and the panes of the instance whose tab is chosen.
import { cx } from 'class-variance-authority';
import { useTranslations } from 'next-intl';
import { useMemo, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { TabPanel, TabsRoot } from '../../ui/tabs.tsx';
import { GuideSide } from '../guide/guide-side.tsx';
import { GuideSwitch } from '../guide/guide-switch.tsx';
import type { PaneCommand } from '../layout/shortcuts.ts';
import type { Theme } from '../preferences/theme.ts';
import { SessionBar } from './session-bar.tsx';
import { SessionNotices } from './session-notices.tsx';
import { usePageKeys } from './use-page-keys.ts';
import { useRun } from './use-run.ts';
import type { useSession } from './use-session.ts';
import type { SessionActions } from './use-session-actions.ts';
import { useWorkspaceGuide } from './use-workspace-guide.ts';
import { useWorkspacePanes } from './use-workspace-panes.ts';
import { Views } from './views.tsx';

type WorkspaceProps = {
  state: ReturnType<typeof useSession>;
  actions: SessionActions;
  labTitles: Promise<Record<string, string>>;
  theme: Theme;
};

export function Workspace({ state, actions, labTitles, theme }: WorkspaceProps) {
  const { session, checks, setChecks } = state;
  const { instances } = session;
  const bar = useRef<HTMLElement>(null);
  const guide = useWorkspaceGuide(session.lab);
  const panes = useWorkspacePanes(session, guide.wantedLayout);
  const { layout, dispatch, isRestored, terminals, instance, view, commands } = panes;
  const run = useRun({ session, layout, dispatch, open: terminals.open, onShow: guide.showTerminals });
  usePageKeys(bar, (command: PaneCommand) => {
    if (command === 'guide') guide.trade();
    else commands.run(command);
  });

  const guideSession = useMemo(
    () => ({ id: session.id, instances, run, checks, onChecks: setChecks }),
    [session.id, instances, run, checks, setChecks],
  );
  const choose = (chosen: string) => {
    guide.showTerminals();
    dispatch({ type: 'instance-chosen', instance: chosen });
  };
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
      {guide.isThere && guide.isNarrow && <GuideSwitch isGuide={guide.isInFront} onSwitch={guide.setIsInFront} />}
      <main className="relative flex min-h-0 flex-1">
        {guide.isThere && (
          <GuideSide
            reading={guide.reading}
            onRetry={guide.retry}
            session={guideSession}
            isNarrow={guide.isNarrow}
            isInFront={guide.isInFront}
          />
        )}
        <div inert={guide.isInFront} className={cx('relative min-w-0 flex-1', guide.isInFront && 'invisible')}>
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
            <NoInstance onAdd={add} />
          )}
        </div>
      </main>
    </TabsRoot>
  );
}

function NoInstance({ onAdd }: { onAdd: () => void }) {
  const t = useTranslations('session');
  return (
    <StatePanel
      title={t('empty.title')}
      action={
        <Button look="primary" onClick={onAdd}>
          {t('add')}
        </Button>
      }
    >
      <p>{t('empty.text')}</p>
    </StatePanel>
  );
}
