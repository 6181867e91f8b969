// Checks stand in a task as fenced code, and are no part of what the student reads.

export type CheckFence = { info: string; text: string; line: number };

/** Fences whose words include `check`, taken out of the text; blank lines take their place. `line` counts from 0. */
export function takeChecks(text: string): { rest: string; fences: CheckFence[] } {
  const fences: CheckFence[] = [];
  let open: (CheckFence & { marks: string; lines: string[] }) | null = null;
  let other: string | null = null;
  const rest = text.split('\n').map((line, index) => {
    const [, marks = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open) {
      if (marks.startsWith(open.marks) && info.trim() === '') {
        fences.push({ info: open.info, text: open.lines.join('\n'), line: open.line });
        open = null;
      } else open.lines.push(line);
      return '';
    }
    if (other !== null) {
      if (marks.startsWith(other) && info.trim() === '') other = null;
      return line;
    }
    if (marks === '') return line;
    if (!/\scheck(\s|$)/.test(info)) {
      other = marks;
      return line;
    }
    open = { info: info.trim(), text: '', line: index, marks, lines: [] };
    return '';
  });
  return { rest: rest.join('\n'), fences };
}
