// Pasting into one terminal: asks first where several lines would run at once.
import { useCallback, useEffect, useState } from 'react';
import { readStored, writeStored } from '../browser/stored-value.ts';
import { readClipboard } from './clipboard.ts';
import { isRiskyPaste } from './paste-decision.ts';
import { onPaste } from './paste-events.ts';
import type { TerminalView } from './terminal-view.ts';

/** `by-hand`: the browser keeps the clipboard from the page, so the text must be pasted into a field. */
export type PasteQuestion = { is: 'risky'; text: string } | { is: 'by-hand' };

export function usePaste(view: TerminalView | undefined, session: string) {
  const [question, ask] = useState<PasteQuestion>();
  const consentKey = `marina.paste-lines.${session}`;

  const paste = useCallback(
    (text: string) => {
      if (!view) return;
      const { bracketedPasteMode } = view.terminal.modes;
      if (isRiskyPaste(text, bracketedPasteMode) && readStored(sessionStore, consentKey) !== 'yes') {
        ask({ is: 'risky', text });
      } else view.terminal.paste(text);
    },
    [view, consentKey],
  );
  useEffect(() => view && onPaste(view.element, view.terminal, paste), [view, paste]);

  const pasteClipboard = useCallback(async () => {
    const text = await readClipboard();
    if (text === undefined) ask({ is: 'by-hand' });
    else if (text) paste(text);
  }, [paste]);
  const answer = (text: string | undefined, isLasting: boolean) => {
    ask(undefined);
    if (text) view?.terminal.paste(text);
    if (text && isLasting) writeStored(sessionStore, consentKey, 'yes');
  };
  return { question, answer, paste, pasteClipboard };
}

const sessionStore = () => window.sessionStorage;
