'use client';
// What belongs to one instance: its terminals, its address, its Docker Engine, its exposures.
import type { Instance } from '@marina/protocol/session';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Tab, TabList } from '../../ui/tabs.tsx';
import { DockerStatus } from './docker-status.tsx';
import { Exposures } from './exposures.tsx';
import { RemoveInstance } from './remove-instance.tsx';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type InstanceBarProps = {
  instance: Instance;
  terminals: readonly string[];
  active: string | undefined;
  actions: ReturnType<typeof useInstanceTerminals>;
  onRemove: () => Promise<unknown>;
};

export function InstanceBar({ instance, terminals, active, actions, onRemove }: InstanceBarProps) {
  const t = useTranslations('instance');
  return (
    <div className="flex h-10 shrink-0 items-center gap-3 overflow-x-auto border-line border-b px-2 [scrollbar-width:none]">
      <div className="flex items-center gap-0.5">
        <TabList aria-label={t('terminals', { name: instance.name })} className="flex gap-0.5">
          {terminals.map((terminal, index) => (
            <Tab key={terminal} value={terminal} look="light">
              {t('terminal', { number: index + 1 })}
            </Tab>
          ))}
        </TabList>
        <Button
          look="quiet"
          size="icon"
          aria-label={t('newTerminal')}
          title={t('newTerminal')}
          disabled={actions.isOpening}
          onClick={() => void actions.open()}
        >
          <Plus size={15} aria-hidden />
        </Button>
        {active && terminals.length > 1 && (
          <Button
            look="quiet"
            size="icon"
            aria-label={t('closeTerminal')}
            title={t('closeTerminal')}
            onClick={() => actions.close(active)}
          >
            <X size={15} aria-hidden />
          </Button>
        )}
      </div>
      <div className="ml-auto flex items-center gap-3 pl-4">
        <Exposures instance={instance} />
        <DockerStatus ready={instance.dockerReady} />
        {instance.address && (
          <span className="font-mono text-[13px] text-muted" title={t('address')}>
            {instance.address}
          </span>
        )}
        <RemoveInstance name={instance.name} onRemove={onRemove} />
      </div>
    </div>
  );
}
