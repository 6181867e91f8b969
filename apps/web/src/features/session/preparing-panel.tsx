'use client';
import type { Session } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/logo.tsx';
import { Pulse } from '../../ui/pulse.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';

const tones = { creating: 'waiting', running: 'ok', removing: 'off', failed: 'bad' } as const;

export function PreparingPanel({ session, onCancel }: { session: Session; onCancel: () => void }) {
  const t = useTranslations('session.preparing');
  return (
    <Sheet>
      <StatePanel
        isPage
        mark={<Mark size={40} />}
        title={t('title')}
        action={<Button onClick={onCancel}>{t('cancel')}</Button>}
      >
        <p>{session.instances.length === 0 ? t('queued') : t('starting')}</p>
        <ul className="space-y-2 pt-1">
          {session.instances.map((instance) => (
            <li key={instance.id} className="flex items-center gap-3 text-ink text-sm">
              <Pulse tone={tones[instance.status]} />
              <span className="font-mono">{instance.name}</span>
              <span className="text-muted">{t(`status.${instance.status}`)}</span>
            </li>
          ))}
        </ul>
      </StatePanel>
    </Sheet>
  );
}
