'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** Loads the page again: for what failed before there was anything to keep. */
export function ReloadButton({ look, children }: { look?: 'primary'; children: ReactNode }) {
  return (
    <Button look={look} size={look ? 'medium' : 'small'} onClick={() => window.location.reload()}>
      {children}
    </Button>
  );
}
