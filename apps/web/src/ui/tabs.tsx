'use client';
// Tabs whose panels all stay on the page, so that what runs in a hidden one goes on; only the shown one is seen.
import { cva, type VariantProps } from 'class-variance-authority';
import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const trigger = cva(
  'group/tab relative inline-flex items-center gap-2 whitespace-nowrap outline-offset-[-2px] transition-colors',
  {
    variants: {
      look: {
        strong:
          'h-12 px-3.5 font-medium font-mono text-[13px] text-muted after:absolute after:inset-x-0 after:bottom-0 after:h-[3px] hover:text-ink data-[state=active]:bg-terminal data-[state=active]:text-ink data-[state=active]:after:bg-buoy',
        light:
          'h-7 rounded px-2.5 text-[13px] text-muted hover:text-ink data-[state=active]:bg-line/60 data-[state=active]:text-ink',
      },
    },
    defaultVariants: { look: 'strong' },
  },
);

export const TabsRoot = Radix.Root;
export const TabList = Radix.List;

export function Tab({ look, ...rest }: ComponentProps<typeof Radix.Trigger> & VariantProps<typeof trigger>) {
  return <Radix.Trigger className={trigger({ look })} {...rest} />;
}

export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content
      value={value}
      forceMount
      tabIndex={-1}
      className="absolute inset-0 flex flex-col outline-none data-[state=inactive]:invisible"
    >
      {children}
    </Radix.Content>
  );
}
