'use client';
import type { AdmonitionKind, Block } from '@marina/labs/document';
import { cx } from 'class-variance-authority';
import { CircleAlert, Info, Lightbulb, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Drawn } from './drawn.tsx';

const looks: Record<AdmonitionKind, { Icon: LucideIcon; edge: string; ink: string }> = {
  note: { Icon: Info, edge: 'border-isobath', ink: 'text-isobath' },
  tip: { Icon: Lightbulb, edge: 'border-ok', ink: 'text-ok' },
  important: { Icon: CircleAlert, edge: 'border-buoy', ink: 'text-buoy' },
  warning: { Icon: TriangleAlert, edge: 'border-warn', ink: 'text-warn' },
  caution: { Icon: OctagonAlert, edge: 'border-danger', ink: 'text-danger' },
};

export function Admonition({ block: { kind, title, children } }: { block: Extract<Block, { type: 'admonition' }> }) {
  const t = useTranslations('guide.admonitions');
  const { Icon, edge, ink } = looks[kind];
  const heading = title ?? t(kind);
  return (
    <aside aria-label={heading} className={cx('rounded-r-md border-l-[3px] bg-sunken/70 py-3 pr-4 pl-4', edge)}>
      <p className="flex items-center gap-2 font-semibold text-[14px]">
        <Icon size={16} aria-hidden className={cx('shrink-0', ink)} />
        {heading}
      </p>
      <Drawn blocks={children} />
    </aside>
  );
}
