// What the line above code says: a language, then where it goes and what a click does.
import type { CodeAction, Target } from '../document.ts';
import { knowsInstance, report, type StepContext } from './context.ts';
import { readWords } from './words.ts';

export type CodeWords = {
  language: string;
  action: CodeAction | null;
  copy: boolean;
  check: boolean;
  title: string | null;
  target: Target;
  timeoutMs: number | null;
};

const flags = ['run', 'copy', 'nocopy', 'interrupt', 'check'] as const;

/** Of a fence: `sh node1#2 run interrupt title="…"`. The first word is the language. */
export function readCodeWords(info: string, line: number, context: StepContext): CodeWords {
  const [language = ''] = info.trim().split(/\s+/, 1);
  return { language, ...readActionWords(info.trim().slice(language.length), line, context) };
}

/** Of inline code: what stands in `{{…}}` behind it. */
export function readActionWords(text: string, line: number, context: StepContext): Omit<CodeWords, 'language'> {
  const { plain, values } = readWords(text);
  const given = new Set<string>();
  let target: Target = { instance: context.instances[0] ?? '', terminal: 1 };
  for (const word of plain) {
    if (flags.some((flag) => flag === word)) given.add(word);
    else target = readTarget(word, line, context) ?? target;
  }
  for (const key of Object.keys(values))
    if (key !== 'title' && key !== 'timeout') report(context, 'code-words', line, `Code knows no "${key}=".`);
  const interrupt = given.has('interrupt');
  const runs = given.has('run') || interrupt;
  return {
    action: runs ? { type: 'run', target, interrupt } : given.has('copy') ? { type: 'copy' } : null,
    copy: !given.has('nocopy'),
    check: given.has('check'),
    title: values.title ?? null,
    target,
    timeoutMs: readSeconds(values.timeout, line, context),
  };
}

/** `node1`, or `node1#2` for its second terminal. */
function readTarget(word: string, line: number, context: StepContext): Target | null {
  const [, instance, terminal = '1'] = /^([a-z][a-z0-9-]*)(?:#([1-9]))?$/.exec(word) ?? [];
  if (instance === undefined) {
    report(context, 'code-words', line, `Code knows no word "${word}".`);
    return null;
  }
  return knowsInstance(context, instance, line) ? { instance, terminal: Number(terminal) } : null;
}

function readSeconds(text: string | undefined, line: number, context: StepContext): number | null {
  if (text === undefined) return null;
  const seconds = Number(text.replace(/s$/, ''));
  if (seconds >= 1 && seconds <= 60) return seconds * 1000;
  report(context, 'code-words', line, `A timeout is 1 to 60 seconds, not "${text}".`);
  return null;
}
