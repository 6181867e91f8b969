'use client';
// An instance that has no terminal to show: what is the case and the one way on.
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Pulse } from '../../ui/pulse.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import type { Opening } from './use-instance-terminals.ts';

type InstanceStateProps = {
  instance: Instance;
  opening: Opening | undefined;
  onOpen: () => void;
  /** Shows its terminals where they are; undefined if it has none. */
  onShow: (() => void) | undefined;
  onRemove: () => Promise<unknown>;
};

export function InstanceState({ instance, opening, onOpen, onShow, onRemove }: InstanceStateProps) {
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
  if (opening?.isOpening)
    return (
      <p role="status" className="p-5 text-muted text-sm">
        {t('opening')}
      </p>
    );
  if (onShow && !opening?.failure) return <Elsewhere name={name} onOpen={onOpen} onShow={onShow} />;
  const open = (
    <Button look="primary" onClick={onOpen}>
      {opening?.failure ? t('retry') : t('open')}
    </Button>
  );
  return (
    <StatePanel title={t('noTerminal')} action={open}>
      <p>{opening?.failure ? errors(opening.failure) : t('noTerminalText')}</p>
    </StatePanel>
  );
}

/** All its terminals are beside those of other instances. */
function Elsewhere({ name, onOpen, onShow }: { name: string; onOpen: () => void; onShow: () => void }) {
  const t = useTranslations('layout.elsewhere');
  const action = (
    <div className="flex flex-wrap gap-2">
      <Button look="primary" onClick={onShow}>
        {t('show')}
      </Button>
      <Button onClick={onOpen}>{t('open')}</Button>
    </div>
  );
  return (
    <StatePanel title={t('title', { name })} action={action}>
      <p>{t('text')}</p>
    </StatePanel>
  );
}
