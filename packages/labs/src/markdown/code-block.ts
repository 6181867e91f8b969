// Fenced and indented code: to read, to copy, to run, or a diagram.
import type { Token } from 'markdown-it';
import type { Block } from '../document.ts';
import { readCodeWords } from './code-words.ts';
import { report, type StepContext } from './context.ts';

export function readCodeBlock(token: Token, line: number, context: StepContext): Block {
  const text = token.content.replace(/\n$/, '');
  if (/^mermaid\b/i.test(token.info.trim())) return { type: 'diagram', text };
  const words = readCodeWords(token.info, line, context);
  if (words.check) report(context, 'block-misplaced', line, 'A check stands in a :::task, not in a list or a quote.');
  if (words.action?.type === 'run') {
    const { target, interrupt } = words.action;
    (context.solution ?? context.actions).push({ type: 'run', ...target, interrupt, text });
  }
  return { type: 'code', language: words.language, text, title: words.title, action: words.action, copy: words.copy };
}
