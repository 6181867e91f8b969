import { expect, it } from 'vitest';
import { isRight, type QuizAnswer, type QuizKey } from './quiz.ts';

it.each<[QuizKey, QuizAnswer, boolean]>([
  [{ kind: 'single', right: 1 }, { chosen: [1] }, true],
  [{ kind: 'single', right: 1 }, { chosen: [0] }, false],
  [{ kind: 'single', right: 1 }, { chosen: [0, 1] }, false],
  [{ kind: 'several', right: [0, 2] }, { chosen: [2, 0] }, true],
  [{ kind: 'several', right: [0, 2] }, { chosen: [0] }, false],
  [{ kind: 'several', right: [0, 2] }, { chosen: [0, 1, 2] }, false],
  [{ kind: 'text', accepted: ['{{name}}'] }, { text: '  REEF ' }, true],
  [{ kind: 'text', accepted: ['a *  driver'] }, { text: 'A bridge driver' }, true],
  [{ kind: 'text', accepted: ['bridge'] }, { text: 'a bridge' }, false],
  [{ kind: 'text', accepted: ['0'] }, { chosen: [0] }, false],
])('%j, answered with %j: %s', (key, answer, right) => {
  expect(isRight(key, answer, { name: 'reef' })).toBe(right);
});
