// A program's wish to put text on the visitor's clipboard: asked about once per terminal.
import { useCallback, useEffect, useRef, useState } from 'react';
import { writeClipboard } from './clipboard.ts';
import type { TerminalView } from './terminal-view.ts';

/** `blocked`: allowed once already, but the browser wants a click for each copy. */
export type CopyWish = { text: string; isBlocked: boolean };

export function useProgramCopy(view: TerminalView) {
  const [wish, setWish] = useState<CopyWish>();
  const consent = useRef<'granted' | 'refused'>(undefined);

  const copy = useCallback(async (text: string) => {
    setWish((await writeClipboard(text)) ? undefined : { text, isBlocked: true });
  }, []);

  useEffect(
    () =>
      view.onProgramCopy((text) => {
        if (consent.current === 'granted') void copy(text);
        else if (consent.current !== 'refused') setWish({ text, isBlocked: false });
      }),
    [view, copy],
  );

  const allow = () => {
    consent.current = 'granted';
    if (wish) void copy(wish.text);
  };
  const refuse = () => {
    // A single copy that is let go by does not take the consent back.
    consent.current ??= 'refused';
    setWish(undefined);
  };
  return { wish, allow, refuse };
}
