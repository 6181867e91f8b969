// Prose of foreign Markdown as prose of a lab: HTML, links, pictures, headings, and braces that mean nothing to us.
import { splitInlineCode } from './foreign-markdown.ts';
import { translateHtml } from './html.ts';
import type { Note } from './report.ts';

export type ProseRules = {
  note: Note;
  /** What `{{…}}` in prose becomes; undefined where the format does not know it. */
  braces?: (content: string, line: number) => string | undefined;
  /** What `{{…}}` right behind inline code becomes, for the code before it; undefined where it is no such thing. */
  codeWords?: (content: string, code: string, line: number) => { code: string; words: string } | undefined;
  /** The path in the lab of a picture that comes along; undefined where it does not. */
  picture: (source: string) => string | undefined;
  /** What a link that is no https, http or mailto leads to in Marina; undefined where to nothing. */
  link?: (href: string) => string | undefined;
};

export function translateProse(lines: readonly string[], firstLine: number, rules: ProseRules): string[] {
  const whole = translateLines(lines).join('\n');
  const { note } = rules;
  let line = firstLine;
  let result = '';
  const parts = splitInlineCode(whole);
  parts.forEach((part, index) => {
    if (part.code) {
      const [all, content] = /^\{\{([^{}]*)\}\}/.exec(parts[index + 1]?.text ?? '') ?? [];
      const found = content === undefined ? undefined : rules.codeWords?.(content, part.text, line);
      if (found && all !== undefined) {
        const next = parts[index + 1];
        if (next) next.text = next.text.slice(all.length);
        result += `${found.code}${found.words}`;
      } else result += part.raw;
    } else {
      const html = translateHtml(part.text, line, note);
      result += translateBraces(translateLinks(html, line, rules), line, rules);
    }
    line += part.raw.split('\n').length - 1;
  });
  return result.split('\n');
}

/** Titles of the first level are the step's alone. */
function translateLines(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const next = lines[index + 1] ?? '';
    if (/^=+\s*$/.test(line) && index > 0 && (lines[index - 1] ?? '').trim() !== '') return [];
    if (/^=+\s*$/.test(next) && /^[^\s#>-]/.test(line)) return [`## ${line.trim()}`];
    if (/^ {0,3}#\s+\S/.test(line)) return [`#${line.trimStart()}`];
    return [line];
  });
}

function translateLinks(text: string, line: number, { note, picture, link }: ProseRules): string {
  return text
    .replace(/!\[([^\]]*)\]\(\s*<?([^\s)>]*)>?(?:\s+["'][^)]*["'])?\s*\)/g, (_all, alt: string, source: string) => {
      const path = picture(source);
      note(
        line,
        'picture',
        path ? 'kept' : 'unsupported',
        path ? '' : 'it is not in the source; its description stays',
      );
      return path ? `![${alt}](${path})` : alt === '' ? '' : `*${alt.replace(/[*_]/g, '')}*`;
    })
    .replace(
      /(?<!!)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(\s*<?([^\s)>]*)>?(?:\s+["'][^)]*["'])?\s*\)/g,
      (all, words: string, href: string) => {
        const local = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{1,5})(\/\S*)?$/.exec(href);
        const address = link?.(href) ?? (local ? `port:${local[1]}${local[2] ?? ''}` : undefined);
        if (address !== undefined) {
          note(line, 'link to a port', 'translated');
          return `[${words}](${address})`;
        }
        if (/^(https?:\/\/[^\s/]|mailto:)/i.test(href) && URL.canParse(href)) return all;
        note(
          line,
          href.startsWith('#') ? 'link within the page' : 'link to another page of the source',
          'unsupported',
          'its words stay',
        );
        return words;
      },
    )
    .replace(/^ {0,3}\[([^\]\n]+)\]:\s*(\S+).*$/gm, (all, _name, href: string) =>
      /^https?:\/\//.test(href) && URL.canParse(href) ? all : '',
    );
}

function translateBraces(text: string, line: number, { note, braces }: ProseRules): string {
  return text.replace(/\{\{[^{}]*\}\}/g, (all) => {
    const known = braces?.(all.slice(2, -2).trim(), line);
    if (known !== undefined) return known;
    if (/^\{\{port /.test(all)) return all;
    note(line, '{{…}}', 'unsupported', 'it is shown as code');
    return `\`${all}\``;
  });
}
