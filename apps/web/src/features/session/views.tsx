'use client';
// The tabs of the chosen instance and, behind them, the panes.
import type { Instance } from '@marina/protocol/session';
import { cx } from 'class-variance-authority';
import type { Dispatch } from 'react';
import { TabPanel, TabsRoot } from '../../ui/tabs.tsx';
import type { Layout, View } from '../layout/layout.ts';
import type { LayoutAction } from '../layout/layout-reducer.ts';
import { PaneStage } from '../layout/pane-stage.tsx';
import { useNarrow } from '../layout/use-narrow.ts';
import type { usePaneCommands } from '../layout/use-pane-commands.ts';
import { shownTab, viewTabs } from '../layout/view-tabs.ts';
import { InstanceArea } from './instance-area.tsx';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type ViewsProps = {
  session: string;
  instance: Instance;
  instances: readonly Instance[];
  layout: Layout;
  /** Whether this is the layout that the browser remembers. */
  isRestored: boolean;
  /** The view that is shown, if any. */
  view: View | undefined;
  terminals: ReturnType<typeof useInstanceTerminals>;
  commands: ReturnType<typeof usePaneCommands>;
  dispatch: Dispatch<LayoutAction>;
  onRemove: () => Promise<unknown>;
};

export function Views(props: ViewsProps) {
  const { session, instance, instances, layout, isRestored, view, terminals, commands, dispatch, onRemove } = props;
  const isNarrow = useNarrow();
  const tabs = viewTabs(layout, instance.id, isNarrow);
  const shown = view ? shownTab(view, isNarrow) : '';
  const choose = (value: string) => {
    const tab = tabs.find((other) => other.value === value);
    if (tab) dispatch(tab.choose);
  };
  return (
    <TabsRoot value={shown} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
      <InstanceArea
        instance={instance}
        instances={instances}
        layout={layout}
        view={view}
        tabs={tabs}
        shown={shown}
        isNarrow={isNarrow}
        terminals={terminals}
        dispatch={dispatch}
        run={commands.run}
        onRemove={onRemove}
      />
      <div className={cx('relative min-h-0 flex-1', !view && 'hidden')}>
        <TabPanel value={shown}>
          <PaneStage
            session={session}
            instances={instances}
            layout={layout}
            isRestored={isRestored}
            view={view}
            isNarrow={isNarrow}
            dispatch={dispatch}
            open={terminals.open}
            closePane={commands.closePane}
          />
        </TabPanel>
      </div>
    </TabsRoot>
  );
}
