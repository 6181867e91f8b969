// :::quiz NAME … with options, or with lines `= answer` for a text.
import type { Block, Document, Inline } from '../document.ts';
import type { QuizKey } from '../quiz.ts';
import { readInlineText } from './blocks.ts';
import { report, type StepContext } from './context.ts';
import type { Gathered } from './gathered.ts';
import type { BlockSection, Section } from './sections.ts';

import { readWords } from './words.ts';

export type QuizText = { id: string; line: number; points: number; key: QuizKey | null; explanation: Document | null };

type Option = { kind: 'single' | 'several'; right: boolean; children: Inline[] };
type Parts = { options: Option[]; accepted: string[]; children: Block[]; explanation: Document | null };

export function readQuiz(section: BlockSection, context: StepContext, gathered: Gathered): Block[] {
  const { line } = section;
  const { plain, values } = readWords(section.words);
  const [id = ''] = plain;
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(id) || plain.length > 1)
    report(context, 'quiz-name', line, 'This quiz has no usable name.');
  const parts: Parts = { options: [], accepted: [], children: [], explanation: null };
  for (const child of section.children) readPart(child, parts, context, gathered);
  const key = keyOf(parts, line, context);
  const points = values.points === undefined ? 1 : Number(values.points);
  if (!Number.isInteger(points) || points < 0 || points > 100)
    report(context, 'block-words', line, `Points are a number from 0 to 100, not "${values.points}".`);
  gathered.quizzes.push({ id, line, points, key, explanation: parts.explanation });
  const options = parts.options.map(({ children }) => ({ children }));
  return key ? [{ type: 'quiz', id, kind: key.kind, children: parts.children, options }] : [];
}

function readPart(section: Section, parts: Parts, context: StepContext, gathered: Gathered): void {
  if (section.type === 'block') {
    if (section.name === 'explanation') parts.explanation = gathered.read(section.children, gathered);
    else parts.children.push(...gathered.read([section], gathered));
    return;
  }
  const kept = section.text
    .split('\n')
    .map((text, index) => (takeLine(text, section.line + index, parts, context) ? '' : text));
  parts.children.push(...gathered.read([{ ...section, text: kept.join('\n') }], gathered));
}

/** Takes options and answers; code of a question is indented or fenced and rarely looks like them. */
function takeLine(text: string, line: number, parts: Parts, context: StepContext): boolean {
  const [, round, square, label] = /^[-*+] (?:\(([ xX])\)|\[([ xX])\])\s+(.+)$/.exec(text) ?? [];
  if (label !== undefined) {
    const mark = round ?? square;
    const kind = round === undefined ? 'several' : 'single';
    parts.options.push({ kind, right: mark !== ' ', children: readInlineText(label, line, context) });
    return true;
  }
  const [, answer] = /^= (.+)$/.exec(text) ?? [];
  if (answer === undefined) return false;
  parts.accepted.push(answer.trim());
  return true;
}

function keyOf({ options, accepted }: Parts, line: number, context: StepContext): QuizKey | null {
  const right = options.flatMap((option, index) => (option.right ? [index] : []));
  const single = options.filter(({ kind }) => kind === 'single').length;
  if (options.length === 0 && accepted.length > 0) return { kind: 'text', accepted };
  if (accepted.length > 0 || options.length < 2 || (single > 0 && single < options.length)) {
    report(context, 'quiz-answer', line, 'Its options or answers are missing or mixed.');
    return null;
  }
  if (single > 0 ? right.length !== 1 : right.length === 0) {
    report(context, 'quiz-answer', line, single > 0 ? 'Exactly one option must be right.' : 'No option is right.');
    return null;
  }
  return single > 0 ? { kind: 'single', right: right[0] ?? 0 } : { kind: 'several', right };
}
