// A foreign quiz as one of ours; a list, where it has no answer that ours could have.
import { ours } from './finish-step.ts';

export type QuizLine = { text: string; right: boolean; several: boolean };

export function quizLines(id: string, question: readonly string[], options: readonly QuizLine[]): string[] {
  const right = options.filter((option) => option.right).length;
  if (options.length < 2 || right === 0) return [...question, '', ...options.map(({ text }) => `- ${text}`), ''];
  const several = right > 1 || options.some((option) => option.several);
  const lines = options.map((option) => {
    const mark = option.right ? 'x' : ' ';
    return several ? `- [${mark}] ${option.text}` : `- (${mark}) ${option.text}`;
  });
  return [`${ours}:::quiz ${id}`, ...question, '', ...lines, `${ours}:::`, ''];
}
