// HTML in foreign Markdown, as Markdown where there is a way to say it.
import { htmlElements } from '../markdown/html-elements.ts';
import { ours } from './finish-step.ts';
import { fenceLines } from './foreign-markdown.ts';
import type { Note } from './report.ts';

/** `text` is prose without inline code. Unknown names in < > are placeholders, and stay. */
export function translateHtml(text: string, line: number, note: Note): string {
  if (!text.includes('<')) return text;
  const at = (index: number) => line + text.slice(0, index).split('\n').length - 1;
  const seen = (index: number, name: string, outcome: 'translated' | 'unsupported', what = '') =>
    note(at(index), `<${name.toLowerCase()}>`, outcome, what);
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(
      /<details[^<>]*>\s*(?:<summary[^<>]*>([\s\S]*?)<\/summary>)?/gi,
      (_all, summary: string | undefined, index: number) => {
        seen(index, 'details', 'translated');
        return `\n\n${ours}:::details ${plain(summary ?? '') || 'Details'}\n\n`;
      },
    )
    .replace(/\s*<\/details>\s*/gi, `\n\n${ours}:::\n\n`)
    .replace(
      /<(?:pre)[^<>]*>(?:\s*<code[^<>]*>)?([\s\S]*?)(?:<\/code>\s*)?<\/pre>/gi,
      (_all, body: string, index: number) => {
        seen(index, 'pre', 'translated');
        return `\n\n${fenceLines(
          '',
          entities(body)
            .replace(/^\n|\n$/g, '')
            .split('\n'),
        ).join('\n')}\n\n`;
      },
    )
    .replace(
      /<iframe[^<>]*\bsrc=["']?([^"'\s<>]+)[^<>]*>(?:\s*<\/iframe>)?/gi,
      (_all, source: string, index: number) => {
        seen(index, 'iframe', 'translated', 'became a link');
        const address = source.startsWith('//') ? `https:${source}` : source;
        return /^https?:/.test(address) ? `[${address}](${address})` : '';
      },
    )
    .replace(/<img\b[^<>]*>/gi, (all, index: number) => {
      seen(index, 'img', 'translated');
      return `![${attribute(all, 'alt')}](${attribute(all, 'src')})`;
    })
    .replace(/<a\b[^<>]*>([\s\S]*?)<\/a>/gi, (all, words: string, index: number) => {
      const href = attribute(all.slice(0, all.indexOf('>') + 1), 'href');
      seen(index, 'a', 'translated');
      return href === '' ? words : `[${words.trim()}](${href})`;
    })
    .replace(
      /<h([1-6])\b[^<>]*>([\s\S]*?)<\/h\1>/gi,
      (_all, level: string, words: string) => `\n\n${'#'.repeat(Math.max(2, Number(level)))} ${plain(words)}\n\n`,
    )
    .replace(/<(\/?)([a-z][a-z0-9-]*)\b[^<>]*>/gi, (all, slash: string, name: string, index: number) => {
      const lower = name.toLowerCase();
      const mark = marks[lower];
      if (mark !== undefined) {
        if (slash === '') seen(index, lower, 'translated');
        return mark;
      }
      if (!htmlElements.has(lower)) return all;
      if (slash === '') seen(index, lower, 'unsupported', 'the tag is left out');
      return '';
    });
}

const marks: Record<string, string> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  code: '`',
  kbd: '`',
  tt: '`',
  br: '  \n',
  hr: '\n\n---\n\n',
  p: '\n\n',
  li: '\n- ',
  ul: '\n',
  ol: '\n',
  del: '~~',
  s: '~~',
};

function attribute(tag: string, name: string): string {
  const [, double, single, bare] = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag) ?? [];
  return (double ?? single ?? bare ?? '').trim();
}

function plain(html: string): string {
  return entities(html.replace(/<[^<>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

export function entities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}
