'use client';
// An instance that has no terminal to show: what is the case and the one way on.
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Pulse } from '../../ui/pulse.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import type { useInstanceTerminals } from './use-instance-terminals.ts';

type InstanceStateProps = {
  instance: Instance;
  actions: ReturnType<typeof useInstanceTerminals>;
  onRemove: () => Promise<unknown>;
};

export function InstanceState({ instance, actions, onRemove }: InstanceStateProps) {
  const t = useTranslations('instance');
  const errors = useTranslations('errors');
  const { name } = instance;
  if (instance.status === 'failed') {
    return (
      <StatePanel
        mark={<Pulse tone="bad" />}
        title={t('failed.title', { name })}
        action={<Button onClick={() => void onRemove()}>{t('remove')}</Button>}
      >
        <p>{t('failed.text')}</p>
      </StatePanel>
    );
  }
  if (instance.status !== 'running') {
    const state = instance.status === 'removing' ? 'removing' : 'creating';
    return (
      <StatePanel
        mark={<Pulse tone="waiting" />}
        title={t(`${state}.title`, { name })}
        action={state === 'creating' && <Button onClick={() => void onRemove()}>{t('cancel')}</Button>}
      >
        <p>{t(`${state}.text`)}</p>
      </StatePanel>
    );
  }
  const open = (
    <Button look="primary" onClick={() => void actions.open()}>
      {actions.failure ? t('retry') : t('open')}
    </Button>
  );
  if (actions.failure) {
    return (
      <StatePanel title={t('noTerminal')} action={open}>
        <p>{errors(actions.failure)}</p>
      </StatePanel>
    );
  }
  if (actions.isOpening)
    return (
      <p role="status" className="p-5 text-muted text-sm">
        {t('opening')}
      </p>
    );
  return (
    <StatePanel title={t('noTerminal')} action={open}>
      <p>{t('noTerminalText')}</p>
    </StatePanel>
  );
}
