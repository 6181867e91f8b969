'use client';
// Asks whether programs in this terminal may put text on the clipboard.
import { Clipboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { TerminalView } from './terminal-view.ts';
import { useProgramCopy } from './use-program-copy.ts';

export function CopyNotice({ view }: { view: TerminalView }) {
  const t = useTranslations('terminal.copy');
  const { wish, allow, refuse } = useProgramCopy(view);
  if (!wish) return null;
  const answer = (act: () => void) => () => {
    act();
    view.focus();
  };
  return (
    <div className="absolute inset-x-3 bottom-3 z-10 animate-enter shadow-float sm:inset-x-auto sm:right-4 sm:max-w-lg">
      <Notice
        place="card"
        icon={<Clipboard size={16} aria-hidden />}
        action={
          <span className="flex gap-2">
            <Button size="small" onClick={answer(refuse)}>
              {wish.isBlocked ? t('dismiss') : t('refuse')}
            </Button>
            <Button size="small" look="primary" onClick={answer(allow)}>
              {wish.isBlocked ? t('now') : t('allow')}
            </Button>
          </span>
        }
      >
        {wish.isBlocked ? t('blocked') : t('question')}
      </Notice>
    </div>
  );
}
