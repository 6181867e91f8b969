// Whether a paste may go straight to the shell, and how its lines become one.

/** Lines that would run one after another on arrival. A program in bracketed paste mode waits for Enter instead. */
export function isRiskyPaste(text: string, isBracketed: boolean): boolean {
  return !isBracketed && pastedLines(text).length > 1;
}

/** A last line break ends the line before it: copied commands often carry one. */
export function pastedLines(text: string): string[] {
  return text.replace(/(\r\n?|\n)$/, '').split(/\r\n?|\n/);
}

/** A line that ends in a backslash goes on in the next, as the shell reads it. */
export function asOneLine(text: string): string {
  return pastedLines(text)
    .map((line) => line.replace(/\\$/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}
