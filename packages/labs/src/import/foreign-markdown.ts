// Foreign Markdown as prose and code, by lines. Code may be indented in lists, and words may stand behind its end.

export type Fence = {
  type: 'fence';
  /** Line of the file, from 1. */
  line: number;
  indent: string;
  info: string;
  /** Without the indentation. */
  body: string[];
  /** What stands behind the closing marks, such as {{exec}}. */
  suffix: string;
};

export type Prose = { type: 'prose'; line: number; lines: string[] };

export type Segment = Fence | Prose;

export function segmentsOf(text: string, firstLine = 1): Segment[] {
  const segments: Segment[] = [];
  let prose: string[] = [];
  let fence: (Fence & { marks: string }) | null = null;
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    const number = firstLine + index;
    if (fence) {
      const [, marks = '', suffix = ''] = /^\s*(`{3,}|~{3,})\s*(\{\{.*\}\}.*|\{:.*\})?\s*$/.exec(line) ?? [];
      if (marks.startsWith(fence.marks)) {
        segments.push({
          type: 'fence',
          line: fence.line,
          indent: fence.indent,
          info: fence.info,
          body: fence.body,
          suffix,
        });
        fence = null;
      } else fence.body.push(line.startsWith(fence.indent) ? line.slice(fence.indent.length) : line.trimStart());
      return;
    }
    const [, indent = '', marks = '', info = ''] = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? [];
    if (marks === '') {
      prose.push(line);
      return;
    }
    if (prose.length > 0) segments.push({ type: 'prose', line: number - prose.length, lines: prose });
    prose = [];
    fence = { type: 'fence', line: number, indent, info: info.trim(), body: [], suffix: '', marks };
  });
  const open = fence as (Fence & { marks: string }) | null;
  if (open)
    segments.push({
      type: 'fence',
      line: open.line,
      indent: open.indent,
      info: open.info,
      body: open.body,
      suffix: '',
    });
  else if (prose.length > 0)
    segments.push({ type: 'prose', line: firstLine + lines.length - prose.length, lines: prose });
  return segments;
}

/** Lines of a fenced block whose marks are longer than any in its text. */
export function fenceLines(info: string, body: readonly string[], indent = ''): string[] {
  const longest = Math.max(2, ...body.map((line) => /`{3,}/.exec(line)?.[0].length ?? 0));
  const marks = '`'.repeat(longest + 1);
  return [marks + info, ...body, marks].map((line) => (line === '' ? '' : indent + line));
}

/** The text of front matter and what follows, with the line on which that begins. */
export function frontMatterOf(text: string): { matter: string; body: string; firstLine: number } {
  const [all, matter = ''] = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/.exec(text) ?? [];
  if (all === undefined) return { matter: '', body: text, firstLine: 1 };
  return { matter, body: text.slice(all.length), firstLine: all.split('\n').length };
}

/** Splits text at inline code; `code` is true for what was between the marks. */
export function splitInlineCode(text: string): { code: boolean; text: string; raw: string }[] {
  const parts: { code: boolean; text: string; raw: string }[] = [];
  let at = 0;
  for (const match of text.matchAll(/(?<![`\\])(`+)(?!`)([^`]|[^`](?:(?!\n\s*\n)[\s\S])*?[^`])\1(?!`)/g)) {
    if (match.index > at)
      parts.push({ code: false, text: text.slice(at, match.index), raw: text.slice(at, match.index) });
    parts.push({ code: true, text: match[2] ?? '', raw: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ code: false, text: text.slice(at), raw: text.slice(at) });
  return parts;
}
