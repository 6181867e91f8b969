// What the file of a terminal's text is called.

/** E.g. `node1-2026-11-25-0920.txt`, in the visitor's time. */
export function downloadName(terminal: string, now: Date): string {
  const name = terminal
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${name || 'terminal'}-${day}-${two(now.getHours())}${two(now.getMinutes())}.txt`;
}
