// Markdown of Killercoda and Katacoda as ours.

import { ours } from './finish-step.ts';
import { type Fence, fenceLines, segmentsOf } from './foreign-markdown.ts';
import { entities } from './html.ts';
import { type ProseRules, translateProse } from './prose.ts';
import { quizLines } from './quiz-lines.ts';
import type { Note } from './report.ts';

export type KillercodaRules = {
  note: Note;
  instances: readonly string[];
  picture: (source: string) => string | undefined;
};

export function translateKillercoda(text: string, rules: KillercodaRules): string[] {
  const files = translateFileBlocks(translateQuizzes(text, rules.note), rules);
  return segmentsOf(files).flatMap((segment) =>
    segment.type === 'fence'
      ? translateFence(segment, rules)
      : translateProse(segment.lines, segment.line, proseRules(rules)),
  );
}

function proseRules(rules: KillercodaRules): ProseRules {
  const { note, picture } = rules;
  return {
    note,
    picture,
    link: (href) => portAddress(href, rules),
    braces: (content, line) => {
      const port = trafficPort(`{{${content}}}`, rules);
      if (port === undefined) return undefined;
      note(line, '{{TRAFFIC_…}}', 'translated', 'a link to a port');
      return `{{port ${port}}}`;
    },
    codeWords: (content, code, line) => {
      const words = actionWords(content, rules, line);
      if (words === undefined) return undefined;
      return {
        code: `\`${code.includes('`') ? `\` ${code} \`` : code}\``,
        words: words === 'nocopy' || words === '' ? '' : `{{${words}}}`,
      };
    },
  };
}

function translateFence({ info, body, indent, suffix, line }: Fence, rules: KillercodaRules): string[] {
  if (info.startsWith(ours)) return fenceLines(info, body, indent);
  const [, content] = /^\{\{([^{}]*)\}\}/.exec(suffix) ?? [];
  // Another word behind the language is some highlighter's.
  const [language = ''] = info
    .replace(/\{\{.*$/, '')
    .trim()
    .split(/\s+/, 1);
  const words = content === undefined ? '' : (actionWords(content, rules, line) ?? '');
  const shown = body.map((text) => translatePlaceholders(text, rules));
  return fenceLines(joined(safeLanguage(language || (words.includes('run') ? 'sh' : '')), words), shown, indent);
}

export function safeLanguage(language: string): string {
  return /^[a-z][a-z0-9+#-]{0,20}$/i.test(language) ? language.toLowerCase() : language === '' ? '' : 'text';
}

export function joined(language: string, words: string): string {
  return words === '' ? language : `${language === '' ? 'text' : language} ${words}`;
}

/** Words of ours for those in {{…}} behind code; undefined when they are not of that kind. */
function actionWords(content: string, { note, instances }: KillercodaRules, line: number): string | undefined {
  const given = content.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const [verb] = given;
  const construct = `{{${content.trim()}}}`;
  if (verb === undefined) {
    note(line, construct, 'translated', 'nocopy');
    return 'nocopy';
  }
  if (verb === 'copy') {
    note(line, construct, 'kept');
    return 'copy';
  }
  if (verb === 'open') {
    note(line, construct, 'unsupported', 'there is no editor to open the file in');
    return '';
  }
  const rest = given.filter((word) => word !== 'exec' && word !== 'execute');
  if (rest.length === given.length) return undefined;
  if (rest.some((word) => word === 'ctrl-seq')) {
    note(line, construct, 'unsupported', 'keys are not typed; the text stays');
    return '';
  }
  return runWords(rest, construct, { note, instances }, line);
}

function runWords(
  rest: readonly string[],
  construct: string,
  { note, instances }: Pick<KillercodaRules, 'note' | 'instances'>,
  line: number,
): string {
  const interrupt = rest.includes('interrupt');
  const host = rest.map((word) => /^host(\d)$/.exec(word)?.[1]).find(Boolean);
  const terminal = rest.map((word) => /^t([1-9])$/.exec(word)?.[1]).find(Boolean);
  const instance = instances[Number(host ?? 1) - 1];
  const lost = rest.filter((word) => !/^(interrupt|host\d|t[1-9])$/.test(word));
  if (lost.length > 0 || !instance)
    note(line, construct, 'unsupported', instance ? `${lost.join(' ')} is left out` : 'there is no such host');
  else note(line, construct, 'translated', 'run');
  const number = terminal && terminal !== '1' ? `#${terminal}` : '';
  const target = (host && host !== '1' && instance) || number !== '' ? `${instance ?? instances[0]}${number}` : '';
  return [target, 'run', interrupt ? 'interrupt' : ''].filter(Boolean).join(' ');
}

/** `HOST:PORT/…` of ours for an address of theirs; undefined for others. */
function trafficPort(text: string, { instances }: KillercodaRules): string | undefined {
  const [, host, port] = /^\{\{TRAFFIC_HOST(\d)_(\d{1,5})\}\}/i.exec(text) ?? [];
  if (host !== undefined) return `${instances[Number(host) - 1] ?? instances[0]}:${port}`;
  const [, katacoda] =
    /^(?:https?:\/\/)?\[\[(?:HOST|CLIENT)_SUBDOMAIN\]\]-(\d{1,5})(?:-\[\[KATACODA_HOST\]\])?/i.exec(text) ?? [];
  return katacoda === undefined ? undefined : `${instances[0]}:${katacoda}`;
}

function portAddress(href: string, rules: KillercodaRules): string | undefined {
  const port = trafficPort(href, rules);
  if (port === undefined) return undefined;
  const [, path = ''] =
    /^(?:\{\{[^}]*\}\}|(?:https?:\/\/)?\[\[[A-Z_]+\]\]-\d+(?:-\[\[[A-Z_]+\]\])?[^/]*)(\/\S*)?$/i.exec(href) ?? [];
  return `port:${port}${path}`;
}

/** Names of hosts and addresses in code: instances know each other by name. */
function translatePlaceholders(text: string, { instances, note }: KillercodaRules): string {
  return text
    .replace(
      /\{\{TRAFFIC_HOST(\d)_(\d{1,5})\}\}/gi,
      (_all, host: string, port: string) => `{{port ${instances[Number(host) - 1] ?? instances[0]}:${port}}}`,
    )
    .replace(/\[\[HOST(\d?)_IP\]\]/g, (all, host: string) => {
      note(0, all, 'translated', 'the instance’s name');
      return instances[Number(host || 1) - 1] ?? instances[0] ?? all;
    })
    .replace(/\[\[(?:HOST_SUBDOMAIN|CLIENT_SUBDOMAIN|KATACODA_HOST|KATACODA_DOMAIN)\]\]/g, (all) => {
      note(0, all, 'unsupported', 'it stays as it is');
      return all;
    });
}

/** `>>Q: question<<` and the lines below it. */
function translateQuizzes(text: string, note: Note): string {
  let number = 0;
  const pattern = /^>>(.*)<<[ \t]*\n((?:[ \t]*\n)?(?:[ \t]*(?:===|=~=|\[[ *x]\]|\([ *x]\)).*(?:\n|$))+)/gim;
  return text.replace(pattern, (_all, question: string, body: string) => {
    number++;
    note(0, '>>quiz<<', 'translated');
    const words = question.replace(/^\s*Q\d*:\s*/i, '').trim();
    const lines = body.split('\n').map((line) => line.trim());
    const answers = lines.flatMap((line) => {
      if (line.startsWith('===')) return [`= ${line.slice(3).trim()}`];
      return line.startsWith('=~=') ? [`= *${line.slice(3).trim()}*`] : [];
    });
    if (answers.length > 0)
      return [`${ours}:::quiz quiz-${number}`, words, '', ...answers, `${ours}:::`, ''].join('\n');
    const options = lines.flatMap((line) => {
      const [, open = '', mark = '', option = ''] = /^([[(])([ *x])[\])]\s*(.*)$/i.exec(line) ?? [];
      return open === '' ? [] : [{ text: option, right: mark !== ' ', several: open === '[' }];
    });
    return quizLines(`quiz-${number}`, [words], options).join('\n');
  });
}

/** `<pre class="file" …>`: a file that a click writes or copies. */
function translateFileBlocks(text: string, { note }: KillercodaRules): string {
  return text.replace(
    /<pre\s+([^>]*\bclass=["']?file\b[^>]*)>([\s\S]*?)<\/pre>/gi,
    (_all, attributes: string, content: string) => {
      const value = (name: string) => new RegExp(`${name}=["']([^"']*)["']`, 'i').exec(attributes)?.[1] ?? '';
      const file = value('data-filename');
      const target = value('data-target').toLowerCase() || 'replace';
      const body = entities(content)
        .replace(/^\n|\n$/g, '')
        .split('\n');
      if (target === 'clipboard' || file === '') {
        note(0, 'pre.file to the clipboard', 'translated', 'copy');
        return `\n${fenceLines(`${ours}text copy`, body).join('\n')}\n`;
      }
      if (target === 'insert') {
        note(0, 'pre.file to insert', 'unsupported', 'the text is shown, to be inserted by hand');
        return `\n${fenceLines(`${ours}text copy title="${file}"`, body).join('\n')}\n`;
      }
      note(0, 'pre.file to replace', 'translated', 'a command that writes the file');
      return `\n${fenceLines(`${ours}sh run`, [`cat > ${file} <<'END_OF_FILE'`, ...body, 'END_OF_FILE']).join('\n')}\n`;
    },
  );
}
