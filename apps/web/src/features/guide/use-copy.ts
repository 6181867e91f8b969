import { useEffect, useState } from 'react';
import { writeClipboard } from '../terminal/clipboard.ts';

const tellsMs = 2000;

/** Puts the text on the clipboard, and says so for a moment. */
export function useCopy(text: string) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), tellsMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => setIsCopied(await writeClipboard(text));
  return { isCopied, copy };
}
