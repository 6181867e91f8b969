// Whether a terminal waits for its user again.

/**
 * A shell's prompt, or that of a program that takes commands, at the end of what was shown since something was typed:
 * `root@node1:~# `, `/ # `, `$ `, `>>> `, `127.0.0.1:6379> `, `Password: `. Not the bare `> ` of a shell that waits for
 * more lines, nor the echo of what was typed.
 */
export function endsWithPrompt(shown: string): boolean {
  const lines = shown.split('\n');
  const last = (lines.at(-1) ?? '').split('\r').at(-1) ?? '';
  return lines.length > 1 && /[#$%:]\s$|\S> $/.test(last);
}
