// Quizzes: what is right, kept apart from the question. No node: import.
import { fits } from './checks/text-match.ts';
import { fillVariables, type VariableValues } from './variables.ts';

export type QuizKey =
  /** Positions in the options, from 0. */
  | { kind: 'single'; right: number }
  | { kind: 'several'; right: number[] }
  /** Texts that are taken; * stands for anything, case and outer blanks do not matter. May hold variables. */
  | { kind: 'text'; accepted: string[] };

/** What a student gave: the options that were chosen, or a text. */
export type QuizAnswer = { chosen: number[] } | { text: string };

/** Whether all of it is right: of several, all the right ones and none beside. */
export function isRight(key: QuizKey, answer: QuizAnswer, values: VariableValues = {}): boolean {
  if (key.kind === 'text')
    return (
      'text' in answer && key.accepted.some((text) => fits(plain(answer.text), plain(fillVariables(text, values))))
    );
  if (!('chosen' in answer)) return false;
  const chosen = new Set(answer.chosen);
  const right = key.kind === 'single' ? [key.right] : key.right;
  return chosen.size === right.length && right.every((option) => chosen.has(option));
}

function plain(text: string): string {
  return text.slice(0, 500).replace(/\s+/g, ' ').trim().toLowerCase();
}
