'use client';
import NextLink from 'next/link';
import { useTranslations } from 'next-intl';
import type { MouseEvent, ReactNode } from 'react';
import { useGuide } from './guide-context.ts';

/** To a heading of the step, or away in a new window. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  const t = useTranslations('guide');
  if (href.startsWith('#')) {
    return (
      <a href={href} onClick={goToHeading}>
        {children}
      </a>
    );
  }
  return (
    <a href={isSafe(href) ? href : undefined} target="_blank" rel="noopener noreferrer">
      {children}
      <span className="sr-only"> {t('newWindow')}</span>
    </a>
  );
}

/** Another lab; beside a session in a new window, so that the session stays in sight. */
export function LabLink({ slug, children }: { slug: string; children: ReactNode }) {
  const { session } = useGuide();
  return (
    <NextLink href={`/labs/${slug}`} target={session ? '_blank' : undefined}>
      {children}
    </NextLink>
  );
}

/** The page's own address keeps the step. */
function goToHeading(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const name = event.currentTarget.getAttribute('href')?.slice(1) ?? '';
  const guide = event.currentTarget.closest('[data-guide]');
  const heading = guide?.querySelector<HTMLElement>(`#${CSS.escape(`guide-${decodeURIComponent(name)}`)}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** The reader of labs lets nothing else through; a second look costs nothing. */
function isSafe(href: string): boolean {
  return /^(https?:|mailto:)/i.test(href);
}
