'use client';
// The buttons for tabs and panes in an instance's bar. They are about the active pane.
import { Plus, SquareSplitHorizontal, SquareSplitVertical, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import type { PaneCommand } from './shortcuts.ts';
import { shortcuts } from './shortcuts.ts';

type PaneButtonsProps = {
  isOpening: boolean;
  /** Whether there is room for panes beside each other. */
  maySplit: boolean;
  mayClose: boolean;
  run: (command: PaneCommand) => void;
  /** The menu beside the buttons for splitting. */
  children: ReactNode;
};

export function PaneButtons({ isOpening, maySplit, mayClose, run, children }: PaneButtonsProps) {
  const t = useTranslations('instance');
  const layoutText = useTranslations('layout.shortcuts');
  return (
    <>
      <IconButton command="newTerminal" label={t('newTerminal')} disabled={isOpening} run={run}>
        <Plus size={15} aria-hidden />
      </IconButton>
      {maySplit && (
        <>
          <IconButton command="splitRight" label={layoutText('splitRight')} disabled={isOpening} run={run}>
            <SquareSplitHorizontal size={15} aria-hidden />
          </IconButton>
          <IconButton command="splitDown" label={layoutText('splitDown')} disabled={isOpening} run={run}>
            <SquareSplitVertical size={15} aria-hidden />
          </IconButton>
          {children}
        </>
      )}
      {mayClose && (
        <IconButton command="close" label={t('closeTerminal')} run={run}>
          <X size={15} aria-hidden />
        </IconButton>
      )}
    </>
  );
}

type IconButtonProps = {
  command: 'newTerminal' | 'splitRight' | 'splitDown' | 'close';
  label: string;
  disabled?: boolean;
  run: (command: PaneCommand) => void;
  children: ReactNode;
};

function IconButton({ command, label, disabled, run, children }: IconButtonProps) {
  const keys = shortcuts.find(({ name }) => name === command)?.keys;
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      onClick={() => run(command)}
    >
      {children}
    </Button>
  );
}
