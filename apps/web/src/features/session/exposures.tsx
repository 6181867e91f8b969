'use client';
// Ports of an instance that something listens on: each opens its app in a new tab.
import type { Instance } from '@marina/protocol/session';
import { ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'next-intl';

export function Exposures({ instance }: { instance: Instance }) {
  const t = useTranslations('instance');
  if (instance.exposures.length === 0) return null;
  return (
    <ul aria-label={t('exposures', { name: instance.name })} className="flex items-center gap-1.5">
      {instance.exposures.map(({ port, url }) => (
        <li key={port}>
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('openPort', { port: String(port), name: instance.name })}
            className="flex h-7 items-center gap-1 rounded border border-line-strong/60 bg-surface pr-1.5 pl-2.5 font-medium font-mono text-[13px] hover:border-buoy"
          >
            {port}
            <ArrowUpRight size={14} aria-hidden className="text-buoy" />
          </a>
        </li>
      ))}
    </ul>
  );
}
