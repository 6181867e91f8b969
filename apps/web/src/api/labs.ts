// The browser's REST calls about a lab: its text, what the viewer has done in it, and looking at tasks.
import { labContentSchema } from '@marina/protocol/lab-content';
import {
  checkStateSchema,
  labProgressSchema,
  type QuizAnswer,
  quizProgressSchema,
  taskProgressSchema,
} from '@marina/protocol/lab-progress';
import { z } from 'zod';
import { call, withBody } from './reply.ts';

const labUrl = (lab: string) => `/api/v1/labs/${encodeURIComponent(lab)}`;

export const readLab = (lab: string) => call(labUrl(lab), labContentSchema);

export const readLabProgress = (lab: string) => call(`${labUrl(lab)}/progress`, labProgressSchema);

export const saveStep = (lab: string, step: string) =>
  call(`${labUrl(lab)}/progress/step`, z.undefined(), withBody('PUT', { step }));

export const askForHint = (lab: string, task: string) =>
  call(`${labUrl(lab)}/tasks/${task}/hints`, taskProgressSchema, withBody('POST', {}));

export const askForSolution = (lab: string, task: string) =>
  call(`${labUrl(lab)}/tasks/${task}/solution`, taskProgressSchema, withBody('POST', {}));

export const answerQuiz = (lab: string, quiz: string, answer: QuizAnswer) =>
  call(`${labUrl(lab)}/quizzes/${quiz}/answer`, quizProgressSchema, withBody('POST', answer));

/** Looks at one task at once. */
export const checkTask = (session: string, task: string) =>
  call(`/api/v1/sessions/${session}/checks`, checkStateSchema, withBody('POST', { task }));

/** `source` is a path in the lab's folder. */
export const labFileUrl = (lab: string, source: string) =>
  `${labUrl(lab)}/files/${source.split('/').map(encodeURIComponent).join('/')}`;
