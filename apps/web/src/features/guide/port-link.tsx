'use client';
// The app on a port of an instance, as soon as something listens there.
import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useGuide } from './guide-context.ts';
import { useFilling } from './use-filling.ts';

type PortLinkProps = {
  instance: string;
  /** Digits, unless the lab asks for something odd. */
  port: string;
  path: string;
  /** The words; without any, the address stands there. */
  children: ReactNode;
};

export function PortLink({ instance, port, path, children: words }: PortLinkProps) {
  const t = useTranslations('guide.port');
  const { session } = useGuide();
  const { portAddress } = useFilling();
  const address = portAddress?.(instance, Number(port));
  if (address !== undefined) {
    return (
      <a href={address + path} target="_blank" rel="noopener noreferrer" className="wrap-anywhere">
        {words || address + path}
        <ArrowUpRight size={14} aria-hidden className="ml-0.5 inline align-[-2px] text-buoy" />
      </a>
    );
  }
  return (
    <span data-testid="port-closed">
      {words || (
        <code>
          {instance}:{port}
          {path}
        </code>
      )}{' '}
      <span className="text-[0.86em] text-muted">({t(session ? 'closed' : 'unread', { port, instance })})</span>
    </span>
  );
}
