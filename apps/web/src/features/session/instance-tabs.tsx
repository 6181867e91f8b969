'use client';
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { Pulse } from '../../ui/pulse.tsx';
import { Tab, TabList } from '../../ui/tabs.tsx';
import { leaveToTerminal } from '../terminal/focus-terminal.ts';

const tones = { creating: 'waiting', running: 'ok', removing: 'off', failed: 'bad' } as const;

export function InstanceTabs({ instances }: { instances: readonly Instance[] }) {
  const t = useTranslations('session');
  return (
    <TabList aria-label={t('instances')} className="flex">
      {instances.map((instance) => (
        <Tab key={instance.id} value={instance.id} onClick={leaveToTerminal}>
          <Pulse tone={tones[instance.status]} />
          {instance.name}
          {instance.status !== 'running' && <span className="sr-only">{t(`preparing.status.${instance.status}`)}</span>}
        </Tab>
      ))}
    </TabList>
  );
}
