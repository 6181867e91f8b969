'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { useCopy } from './use-copy.ts';

/** `isMain`: copying is what the author meant to be done with it. */
export function CopyButton({ text, isMain = false }: { text: string; isMain?: boolean }) {
  const t = useTranslations('guide.copy');
  const { isCopied, copy } = useCopy(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <Button
      look={isMain ? 'secondary' : 'quiet'}
      size={isMain ? 'small' : 'icon'}
      aria-label={t('copy')}
      title={t('copy')}
      onClick={() => void copy()}
    >
      <Icon size={14} aria-hidden className={isCopied ? 'text-ok' : undefined} />
      {isMain && t('copy')}
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </Button>
  );
}
