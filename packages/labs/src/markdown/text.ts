// Plain text between the marks of Markdown: variables and addresses of ports in it, and HTML that only looks like it.
import type { Inline } from '../document.ts';
import { report, type StepContext } from './context.ts';
import { htmlElements } from './html-elements.ts';
import { readPortTarget } from './links.ts';

const tag = /<\/?([a-z][a-z0-9-]*)(?:\s[^<>]*)?\/?>/i;

export function readText(text: string, line: number, context: StepContext): Inline[] {
  if (!text.includes('<') && !text.includes('{{')) return [{ type: 'text', text }];
  const html = tag.exec(text);
  if (html && htmlElements.has((html[1] ?? '').toLowerCase()))
    report(context, 'html-shown', line, `HTML is shown as text: ${html[0].slice(0, 60)}`);
  const inlines: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    const inline = readBraces(match[1] ?? '', line, context);
    if (!inline) continue;
    inlines.push({ type: 'text', text: text.slice(at, match.index) }, inline);
    at = match.index + match[0].length;
  }
  inlines.push({ type: 'text', text: text.slice(at) });
  return inlines;
}

function readBraces(content: string, line: number, context: StepContext): Inline | null {
  const words = content.trim();
  if (words.startsWith('port ')) return portLink(words.slice(5).trim(), line, context);
  if (/^(run|copy|interrupt)\b/.test(words) && !context.variables.has(words)) {
    report(context, 'code-words', line, `{{${words}}} stands right behind inline code.`);
    return null;
  }
  if (/^[a-z][a-zA-Z0-9_]*$/.test(words)) {
    if (context.variables.has(words)) return { type: 'variable', name: words };
    const known = [...context.variables].join(', ') || 'none';
    report(context, 'variable-unknown', line, `There is no variable "${words}"; there are: ${known}.`);
    return null;
  }
  if (!words.startsWith('.')) report(context, 'variable-unknown', line, `{{${words}}} means nothing here.`);
  return null;
}

function portLink(target: string, line: number, context: StepContext): Inline | null {
  const found = readPortTarget(target, line, context);
  return found && { type: 'portLink', ...found, children: [] };
}
