'use client';
// Above the panes: the bar of the instance whose tab is chosen, or what keeps it from having any terminal to show.
import type { Instance } from '@marina/protocol/session';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Dispatch } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { BesideMenu } from '../layout/beside-menu.tsx';
import { type Layout, terminalsOfInstance, type View } from '../layout/layout.ts';
import type { LayoutAction } from '../layout/layout-reducer.ts';
import { PaneButtons } from '../layout/pane-buttons.tsx';
import type { PaneCommand } from '../layout/shortcuts.ts';
import type { ViewTab } from '../layout/view-tabs.ts';
import { InstanceBar } from './instance-bar.tsx';
import { InstanceState } from './instance-state.tsx';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type InstanceAreaProps = {
  instance: Instance;
  instances: readonly Instance[];
  layout: Layout;
  /** The view that is shown, if any. */
  view: View | undefined;
  tabs: readonly ViewTab[];
  /** The value of the tab that is shown. */
  shown: string;
  isNarrow: boolean;
  terminals: ReturnType<typeof useInstanceTerminals>;
  dispatch: Dispatch<LayoutAction>;
  run: (command: PaneCommand) => void;
  onRemove: () => Promise<unknown>;
};

export function InstanceArea(props: InstanceAreaProps) {
  const { instance, instances, layout, view, tabs, shown, isNarrow, terminals, dispatch, run, onRemove } = props;
  const all = terminalsOfInstance(layout, instance.id);
  const { openings, open } = terminals;
  const isOpening = openings[instance.id]?.isOpening ?? false;
  if (!view) {
    const [elsewhere] = all;
    return (
      <InstanceState
        instance={instance}
        opening={openings[instance.id]}
        onOpen={() => void open(instance.id, { at: 'tab' })}
        onShow={elsewhere === undefined ? undefined : () => dispatch({ type: 'focused', terminal: elsewhere })}
        onRemove={onRemove}
      />
    );
  }
  const mayClose = all.length > 1 || view.tree.is === 'split';
  return (
    <>
      <InstanceBar {...{ instance, instances, layout, tabs, shown, onRemove }}>
        <PaneButtons isOpening={isOpening} maySplit={!isNarrow} mayClose={mayClose} run={run}>
          <BesideMenu layout={layout} view={view} instances={instances} dispatch={dispatch} open={open} />
        </PaneButtons>
      </InstanceBar>
      <OpeningFailure instances={instances} terminals={terminals} />
    </>
  );
}

/** A terminal that could not be opened, while others are seen. */
function OpeningFailure({ instances, terminals }: Pick<InstanceAreaProps, 'instances' | 'terminals'>) {
  const t = useTranslations('session.notices');
  const errors = useTranslations('errors');
  const failed = instances.find(({ id }) => terminals.openings[id]?.failure);
  const failure = failed && terminals.openings[failed.id]?.failure;
  if (!failed || !failure) return null;
  const dismiss = (
    <Button size="small" onClick={() => terminals.dismissFailure(failed.id)}>
      {t('dismiss')}
    </Button>
  );
  return (
    <Notice tone="danger" icon={<TriangleAlert size={17} aria-hidden />} action={dismiss}>
      {errors(failure)}
    </Notice>
  );
}
