// The browser's clipboard, also where it has no asynchronous one: that exists on https and localhost only.

/** False where the browser refuses, e.g. because nobody has just clicked. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // A refusal here says nothing about the older way.
  }
  return writeByCopyEvent(text);
}

/** Undefined where the browser or the visitor does not let the page read. */
export async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard?.readText();
  } catch {
    return undefined;
  }
}

function writeByCopyEvent(text: string): boolean {
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true });
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return isDone;
}
