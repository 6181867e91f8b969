'use client';
// What belongs to one instance: its tabs, its address, its Docker Engine, its exposures.
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Tab, TabList } from '../../ui/tabs.tsx';
import type { Layout } from '../layout/layout.ts';
import type { ViewTab } from '../layout/view-tabs.ts';
import { leaveToTerminal } from '../terminal/focus-terminal.ts';
import { DockerStatus } from './docker-status.tsx';
import { Exposures } from './exposures.tsx';
import { RemoveInstance } from './remove-instance.tsx';

type InstanceBarProps = {
  instance: Instance;
  instances: readonly Instance[];
  layout: Layout;
  tabs: readonly ViewTab[];
  /** The value of the tab that is shown. */
  shown: string;
  onRemove: () => Promise<unknown>;
  /** The buttons for tabs and panes. */
  children: ReactNode;
};

export function InstanceBar({ instance, instances, layout, tabs, shown, onRemove, children }: InstanceBarProps) {
  const t = useTranslations('instance');
  const layoutText = useTranslations('layout');
  const list = useRef<HTMLDivElement>(null);
  // With many tabs, the shown one may lie outside of what is seen of them.
  useEffect(() => {
    if (shown) list.current?.querySelector('[data-state=active]')?.scrollIntoView({ inline: 'nearest' });
  }, [shown]);
  const label = ({ terminal, more }: ViewTab) => {
    const { instance: home, number = 1 } = layout.terminals[terminal] ?? {};
    if (home === instance.id || home === undefined) return layoutText('tab', { number, more });
    const name = instances.find(({ id }) => id === home)?.name ?? '';
    return layoutText('terminalOf', { name, number });
  };
  return (
    <div className="flex h-10 shrink-0 items-center gap-3 border-line border-b px-2 max-sm:gap-1">
      <div className="flex min-w-24 items-center gap-0.5">
        <TabList
          ref={list}
          aria-label={t('terminals', { name: instance.name })}
          className="flex min-w-0 gap-0.5 overflow-x-auto [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Tab key={tab.value} value={tab.value} look="light" onClick={leaveToTerminal}>
              {label(tab)}
            </Tab>
          ))}
        </TabList>
        {children}
      </div>
      <div className="ml-auto flex min-w-0 items-center gap-3 overflow-x-auto pl-4 [scrollbar-width:none] max-sm:gap-1.5 max-sm:pl-1">
        <Exposures instance={instance} />
        <DockerStatus ready={instance.dockerReady} />
        {instance.address && (
          // A phone has no room for it; the shell's prompt and `hostname -I` know it as well.
          <span className="font-mono text-[13px] text-muted max-sm:hidden" title={t('address')}>
            {instance.address}
          </span>
        )}
        <RemoveInstance name={instance.name} onRemove={onRemove} />
      </div>
    </div>
  );
}
