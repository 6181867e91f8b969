'use client';
// The apps that a lab is about: each opens as soon as something listens on its port.
import { useLocale, useTranslations } from 'next-intl';
import { useGuide } from './guide-context.ts';
import { textFor } from './lab-texts.ts';
import { PortLink } from './port-link.tsx';

export function LabApps() {
  const t = useTranslations('guide');
  const locale = useLocale();
  const { lab, progress, session } = useGuide();
  if (!session || lab.exposures.length === 0) return null;
  return (
    <ul
      aria-label={t('apps')}
      className="flex flex-wrap gap-x-6 gap-y-1 border-line border-b bg-surface px-5 py-2 text-[14px] sm:px-7 [&_a]:font-medium [&_a]:hover:underline"
    >
      {lab.exposures.map(({ title, instance, port, path }) => (
        <li key={`${instance}:${port}${path}`}>
          <PortLink instance={instance} port={progress.variables[port] ?? port} path={path}>
            {textFor(title, locale, lab.languages)}
          </PortLink>
        </li>
      ))}
    </ul>
  );
}
