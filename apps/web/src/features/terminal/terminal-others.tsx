'use client';
// Who else is on this terminal, and whose window it is fitted to.
import type { TerminalNews } from '@marina/protocol/terminal-news';
import { Eye, Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';

type TerminalOthersProps = { news: TerminalNews | undefined; onTakeSize: () => void };

export function TerminalOthers({ news, onTakeSize }: TerminalOthersProps) {
  const t = useTranslations('terminal.others');
  if (!news || (news.others.length === 0 && !news.readOnly)) return null;
  const nameOf = ({ name }: { name: string }) => name || t('someone');
  const decider = news.others.find(({ decidesSize }) => decidesSize);
  return (
    <div
      role="status"
      className="absolute top-2 right-4 z-10 flex max-w-[calc(100%-2rem)] animate-enter flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-surface px-3 py-1.5 text-[13px] shadow-float"
    >
      {news.readOnly && (
        <span className="flex items-center gap-1.5">
          <Eye size={14} aria-hidden /> {t('readOnly')}
        </span>
      )}
      {distinct(news.others).map((other) => (
        <span key={keyOf(other)} className="flex items-center gap-1.5">
          {other.readOnly ? <Eye size={14} aria-hidden /> : <Users size={14} aria-hidden />}
          {t(wordsFor(other), { name: nameOf(other) })}
        </span>
      ))}
      {decider && <span className="text-muted">{t('decides')}</span>}
      {decider && !news.readOnly && (
        <Button size="small" onClick={onTakeSize}>
          {t('take')}
        </Button>
      )}
    </div>
  );
}

/** Several browsers of one person, each doing the same, are one person. */
function distinct(others: TerminalNews['others']): TerminalNews['others'] {
  return [...new Map(others.map((other) => [keyOf(other), other])).values()];
}

function keyOf(other: TerminalNews['others'][number]): string {
  return `${wordsFor(other)} ${other.name}`;
}

function wordsFor({ readOnly, isSelf }: TerminalNews['others'][number]): 'watching' | 'self' | 'here' {
  if (readOnly) return 'watching';
  return isSelf ? 'self' : 'here';
}
