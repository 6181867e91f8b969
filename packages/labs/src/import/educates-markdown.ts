// Pages of Educates as our Markdown: actions are fences whose text is YAML, or, in older pages, plain.
import { educatesAction } from './educates-actions.ts';
import { ours } from './finish-step.ts';
import { type Fence, fenceLines, segmentsOf } from './foreign-markdown.ts';
import { safeLanguage } from './killercoda-markdown.ts';
import { type ProseRules, translateProse } from './prose.ts';
import type { Note } from './report.ts';

export type EducatesRules = {
  note: Note;
  picture: (source: string) => string | undefined;
  /** The script of an examiner's test. */
  tests: (name: string) => string | undefined;
  /** Name of the page, unique in the workshop. */
  page: string;
};

export function translateEducates(text: string, firstLine: number, rules: EducatesRules): string[] {
  return segmentsOf(text, firstLine).flatMap((segment) =>
    segment.type === 'fence'
      ? translateFence(segment, rules)
      : translateProse(translateShortcodes(segment.lines, segment.line, rules.note), segment.line, proseRules(rules)),
  );
}

function proseRules({ note, picture }: EducatesRules): ProseRules {
  return { note, picture };
}

/** Fences of the older kind. */
const plain: Record<string, string> = {
  execute: 'sh run',
  'execute-1': 'sh run',
  'execute-2': 'sh node1#2 run',
  'execute-3': 'sh node1#3 run',
  'execute-all': 'sh run',
  copy: 'text copy',
  'copy-and-edit': 'text copy',
  interrupt: 'text interrupt',
  'interrupt-1': 'text interrupt',
  'interrupt-2': 'text node1#2 interrupt',
  'interrupt-all': 'text interrupt',
};

function translateFence({ info, body, indent, line }: Fence, rules: EducatesRules): string[] {
  const [name = ''] = info.split(/\s+/, 1);
  const words = plain[name];
  if (words !== undefined) {
    const lost = name.endsWith('-all')
      ? 'only in the first terminal'
      : name === 'copy-and-edit'
        ? 'edited after pasting'
        : words;
    rules.note(line, `\`\`\`${name}`, name.endsWith('-all') ? 'unsupported' : 'translated', lost);
    return fenceLines(words, name.startsWith('interrupt') ? [] : body, indent);
  }
  if (/^[a-z]+:[a-z-]+$/.test(name)) return educatesAction({ name, body, indent, line }, rules);
  return fenceLines(safeLanguage(name), body, indent);
}

const boxes: Record<string, string> = { note: 'note', info: 'note', tip: 'tip', warning: 'warning', danger: 'caution' };

/** Hugo's shortcodes: boxes are ours, parameters stay as code, the rest goes. */
function translateShortcodes(lines: readonly string[], firstLine: number, note: Note): string[] {
  return lines.flatMap((line, index) => {
    const number = firstLine + index;
    const [all, slash, name = ''] = /^\s*\{\{[<%]\s*(\/?)\s*([a-z-]+)[^{}]*[>%]\}\}\s*$/.exec(line) ?? [];
    if (all === undefined) {
      return [
        line
          .replace(/\{\{[<%]\s*param\s+"?([\w.-]+)"?\s*[>%]\}\}/g, (_shortcode, parameter: string) => {
            note(number, '{{< param >}}', 'unsupported', 'its name is shown');
            return `\`$(${parameter})\``;
          })
          .replace(/\{\{[<%][^{}]*[>%]\}\}/g, () => {
            note(number, 'shortcode', 'unsupported', 'it is left out');
            return '';
          })
          .replace(/\{\{\s*([a-z][\w.]*)\s*\}\}/g, (_variable, variable: string) => {
            note(number, '{{ variable }}', 'unsupported', 'its name is shown');
            return `\`$(${variable})\``;
          }),
      ];
    }
    const box = boxes[name];
    if (box) {
      if (slash === '') note(number, `{{< ${name} >}}`, 'translated');
      return ['', slash === '' ? `${ours}:::${box}` : `${ours}:::`, ''];
    }
    if (slash === '') note(number, `{{< ${name} >}}`, 'unsupported', 'what is in it stays');
    return [''];
  });
}
