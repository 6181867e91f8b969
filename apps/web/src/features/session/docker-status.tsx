'use client';
// Whether the instance's own Docker Engine answers yet.
import { useTranslations } from 'next-intl';
import { Pulse } from '../../ui/pulse.tsx';

export function DockerStatus({ ready }: { ready: boolean | null }) {
  const t = useTranslations('instance.docker');
  if (ready === null) return null;
  return (
    <span
      role="status"
      data-testid="docker-status"
      data-ready={ready}
      className="flex items-center gap-2 text-[13px] text-muted whitespace-nowrap"
    >
      <Pulse tone={ready ? 'ok' : 'waiting'} />
      {/* Where there is little room, the light says it. */}
      <span className={ready ? 'max-sm:sr-only' : undefined}>{ready ? t('ready') : t('starting')}</span>
    </span>
  );
}
