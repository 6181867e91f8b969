// Kramdown with Liquid, as Play with Docker's posts are written, as our Markdown.

import { type Fence, fenceLines, segmentsOf } from './foreign-markdown.ts';
import { joined, safeLanguage } from './killercoda-markdown.ts';
import { type ProseRules, translateProse } from './prose.ts';
import { type QuizLine, quizLines } from './quiz-lines.ts';
import type { Note } from './report.ts';

export type JekyllRules = {
  note: Note;
  instances: readonly string[];
  picture: (source: string) => string | undefined;
};

/** Liquid is resolved before anything else, in code too, as Jekyll does; lines stay. */
export function prepareJekyll(text: string, firstLine: number, note: Note): string {
  const at = (index: number) => firstLine + text.slice(0, index).split('\n').length - 1;
  return text
    .replace(/\{\{\s*"(\{\{[^"]*)"\s*\}\}(\}\})?/g, (_all, inner: string, tail: string | undefined, index: number) => {
      note(at(index), '{{ "{{…" }}', 'translated', 'braces');
      return inner.trimEnd() + (tail === undefined ? '' : ` ${tail}`);
    })
    .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, (_all, index: number) => {
      note(at(index), '{% raw %}', 'translated');
      return '';
    })
    .replace(/\{\{\s*site\.baseurl\s*\}\}/g, (_all, index: number) => {
      note(at(index), '{{site.baseurl}}', 'translated');
      return '';
    })
    .replace(/\{%[^%]*%\}/g, (all, index: number) => {
      note(at(index), all.replace(/\s+\S+\s*%\}$/, ' … %}'), 'unsupported', 'it is left out');
      return '';
    });
}

export function translateJekyll(text: string, firstLine: number, rules: JekyllRules): string[] {
  return segmentsOf(text, firstLine).flatMap((segment) => {
    if (segment.type === 'fence') return translateFence(segment, rules);
    const lines = translateAttributes(translateQuizzes(segment.lines, segment.line, rules.note), segment.line, rules);
    return translateProse(lines, segment.line, proseRules(rules));
  });
}

function proseRules({ note, picture }: JekyllRules): ProseRules {
  return { note, picture, link: (href) => (href.startsWith('port:') ? href : undefined) };
}

/** `.term1` types into the first terminal of node1, and so on. */
function translateFence({ info, body, indent, line }: Fence, { note, instances }: JekyllRules): string[] {
  const [, number] = /^\.term(\d)/.exec(info) ?? [];
  if (number === undefined) {
    if (info !== '') note(line, `\`\`\`${info}`, 'kept');
    return fenceLines(safeLanguage(info.split(/\s+/, 1)[0] ?? ''), body, indent);
  }
  const instance = instances[Number(number) - 1];
  note(
    line,
    `\`\`\`.term${number}`,
    instance ? 'translated' : 'unsupported',
    instance ? 'run' : 'there is no such terminal',
  );
  const target = instance && instance !== instances[0] ? `${instance} ` : '';
  return fenceLines(instance ? joined('sh', `${target}run`) : 'sh', body, indent);
}

/** `[text](/path){:data-term=".term1"}{:data-port="80"}` and what else stands in {: }. */
function translateAttributes(lines: readonly string[], firstLine: number, { note, instances }: JekyllRules): string[] {
  return lines.map((line, index) => {
    const number = firstLine + index;
    const linked = line.replace(
      /\[([^\]]*)\]\(([^)\s]*)\)((?:\s*\{:[^}]*\})+)/g,
      (_all, words: string, href: string, list: string) => {
        const [, term] = /data-term=["']?\.term(\d)/.exec(list) ?? [];
        const [, port] = /data-port=["']?(\d+)/.exec(list) ?? [];
        if (port === undefined) {
          note(number, '{:…} of a link', 'unsupported', 'it is left out');
          return `[${words}](${href})`;
        }
        note(number, '{:data-port}', 'translated', 'a link to a port');
        const instance = instances[Number(term ?? 1) - 1] ?? instances[0];
        return `[${words}](port:${instance}:${port}${href.startsWith('/') ? href : ''})`;
      },
    );
    if (/^\s*[*-]\s+TOC\s*$/i.test(linked) || /^\s*\{:toc\}\s*$/i.test(linked)) {
      note(number, '{:toc}', 'unsupported', 'the page has its own contents');
      return '';
    }
    return linked.replace(/\{:[^}]*\}/g, (all) => {
      note(number, all.replace(/=.*/, '=…}'), 'unsupported', 'it is left out');
      return '';
    });
  });
}

/** `{:.quiz}`, a question, and at once a list. */
function translateQuizzes(lines: readonly string[], firstLine: number, note: Note): string[] {
  const result: string[] = [];
  let quiz: { id: string; question: string[]; options: QuizLine[] } | null = null;
  const close = () => {
    if (quiz) result.push(...quizLines(quiz.id, quiz.question, quiz.options));
    quiz = null;
  };
  lines.forEach((line, index) => {
    if (/^\s*\{:\.quiz\}\s*$/.test(line)) {
      close();
      note(firstLine + index, '{:.quiz}', 'translated');
      quiz = { id: `quiz-${firstLine + index}`, question: [], options: [] };
      return;
    }
    const [, open = '', mark = '', text = ''] = /^\s*[-*]\s+([([])([ xX])[)\]]\s+(.*)$/.exec(line) ?? [];
    if (quiz && open !== '') quiz.options.push({ text, right: mark !== ' ', several: open === '[' });
    else if (quiz && quiz.options.length === 0) quiz.question.push(line);
    else {
      close();
      result.push(line);
    }
  });
  close();
  return result;
}
