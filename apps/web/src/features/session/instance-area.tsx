'use client';
// One instance: its bar and its terminals, or what keeps it from having any.
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { type Dispatch, useState } from 'react';
import { TabPanel, TabsRoot } from '../../ui/tabs.tsx';
import { TerminalPane } from '../terminal/terminal-pane.tsx';
import type { InstanceTabs, TabsAction } from '../terminal/terminal-tabs.ts';
import { InstanceBar } from './instance-bar.tsx';
import { InstanceState } from './instance-state.tsx';
import { useInstanceTerminals } from './use-instance-terminals.ts';

type InstanceAreaProps = {
  session: string;
  instance: Instance;
  isVisible: boolean;
  tabs: InstanceTabs;
  dispatchTabs: Dispatch<TabsAction>;
  onRemove: () => Promise<unknown>;
};

export function InstanceArea({ session, instance, isVisible, tabs, dispatchTabs, onRemove }: InstanceAreaProps) {
  const t = useTranslations('terminal');
  const { terminals, active } = tabs;
  const isEmpty = terminals.length === 0;
  const actions = useInstanceTerminals({ session, instance, isVisible, isEmpty, dispatchTabs });
  const hasBeenVisible = useOnceTrue(isVisible);
  const select = (terminal: string) => dispatchTabs({ type: 'selected', instance: instance.id, terminal });
  const isThere = instance.status === 'running' || instance.status === 'removing';

  if (!isThere || isEmpty) {
    return <InstanceState instance={instance} actions={actions} onRemove={onRemove} />;
  }
  return (
    <TabsRoot value={active ?? ''} onValueChange={select} className="flex min-h-0 flex-1 flex-col">
      <InstanceBar instance={instance} terminals={terminals} active={active} actions={actions} onRemove={onRemove} />
      <div className="relative min-h-0 flex-1">
        {terminals.map((terminal, index) => (
          <TabPanel key={terminal} value={terminal}>
            {hasBeenVisible && (
              <TerminalPane
                session={session}
                terminal={terminal}
                label={index === 0 ? instance.name : t('numbered', { name: instance.name, number: index + 1 })}
                isVisible={isVisible && terminal === active}
                onReplace={() => void actions.open(terminal)}
              />
            )}
          </TabPanel>
        ))}
      </div>
    </TabsRoot>
  );
}

/** Terminals of an instance that nobody has looked at are not attached. */
function useOnceTrue(is: boolean): boolean {
  const [was, setWas] = useState(is);
  if (is && !was) setWas(true);
  return was || is;
}
