'use client';
import type { Block } from '@marina/labs/document';
import { Tabs as Radix } from 'radix-ui';
import { Tab, TabList, TabsRoot } from '../../ui/tabs.tsx';
import { Drawn } from './drawn.tsx';
import { inOrder } from './in-order.tsx';

export function GuideTabs({ tabs }: { tabs: Extract<Block, { type: 'tabs' }>['tabs'] }) {
  return (
    <TabsRoot defaultValue="0" className="rounded-md border border-line">
      <TabList className="flex gap-1 overflow-x-auto border-line border-b bg-sunken/60 p-1.5">
        {inOrder(tabs, ({ title }, index) => (
          <Tab value={String(index)} look="light">
            {title}
          </Tab>
        ))}
      </TabList>
      {inOrder(tabs, ({ children }, index) => (
        <Radix.Content value={String(index)} className="px-4 py-3">
          <Drawn blocks={children} />
        </Radix.Content>
      ))}
    </TabsRoot>
  );
}
