// REST: what somebody has done in labs, and the help they ask for.
import type { Lab } from '@marina/labs/lab';
import { isRight } from '@marina/labs/quiz';
import { variableValues } from '@marina/labs/variables';
import { MarinaError } from '@marina/protocol/errors';
import {
  labProgressSchema,
  progressSummarySchema,
  quizAnswerSchema,
  quizProgressSchema,
  readStepSchema,
  taskProgressSchema,
} from '@marina/protocol/lab-progress';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identity } from '../identity/identity.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import type { ProgressStore } from '../labs/progress-store.ts';
import { hintCount, viewProgress, viewQuiz, viewSummary, viewTask } from '../labs/progress-view.ts';
import type { Api } from './api.ts';

export type ProgressRouteDeps = { labs: LabShelf; progress: ProgressStore; identity: Identity };

const tags = ['progress'];
const inLab = { lab: z.string() };
const inTask = { ...inLab, task: z.string() };

export function progressRoutes(api: Api, deps: ProgressRouteDeps): void {
  const { labs, progress, identity } = deps;

  api.get('/progress', {
    schema: { tags, summary: 'What you have done in labs', response: { 200: progressSummarySchema } },
    handler: async (request) => {
      const viewer = await identity.find(request.headers);
      const records = viewer ? await progress.ofViewer(viewer.id) : [];
      const shown = records.flatMap((record) => {
        const lab = labs.find(record.lab);
        return lab ? [[lab.slug, viewSummary(lab, record)] as const] : [];
      });
      return { labs: Object.fromEntries(shown) };
    },
  });

  api.get('/labs/:lab/progress', {
    schema: {
      tags,
      summary: 'What you have done in a lab',
      params: z.object(inLab),
      response: { 200: labProgressSchema },
    },
    handler: async (request, reply) => {
      const { lab, key } = await own(deps, request, reply);
      return viewProgress(lab, await progress.ensure(key));
    },
  });

  api.put('/labs/:lab/progress/step', {
    schema: {
      tags,
      summary: 'Say which step you read',
      params: z.object(inLab),
      body: readStepSchema,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { lab, key } = await own(deps, request, reply);
      const { step } = request.body;
      if (!lab.steps.some(({ slug }) => slug === step)) throw new MarinaError('step-not-found');
      await progress.readStep(key, step);
      return reply.code(204).send(null);
    },
  });
}

export function helpRoutes(api: Api, deps: ProgressRouteDeps): void {
  const { progress } = deps;

  api.post('/labs/:lab/tasks/:task/hints', {
    schema: { tags, summary: 'Ask for one more hint', params: z.object(inTask), response: { 200: taskProgressSchema } },
    handler: async (request, reply) => {
      const { lab, key } = await own(deps, request, reply);
      const task = taskOf(lab, request.params.task);
      if (!(await progress.showHint(key, task.id, hintCount(task)))) throw new MarinaError('no-more-hints');
      return viewTask(task, await progress.ensure(key));
    },
  });

  api.post('/labs/:lab/tasks/:task/solution', {
    schema: {
      tags,
      summary: 'Ask for the solution of a task',
      params: z.object(inTask),
      response: { 200: taskProgressSchema },
    },
    handler: async (request, reply) => {
      const { lab, key } = await own(deps, request, reply);
      const task = taskOf(lab, request.params.task);
      if (Object.keys(task.solutions).length === 0) throw new MarinaError('no-solution');
      await progress.showSolution(key, task.id);
      return viewTask(task, await progress.ensure(key));
    },
  });

  api.post('/labs/:lab/quizzes/:quiz/answer', {
    schema: {
      tags,
      summary: 'Answer a quiz',
      params: z.object({ ...inLab, quiz: z.string() }),
      body: quizAnswerSchema,
      response: { 200: quizProgressSchema },
    },
    handler: async (request, reply) => {
      const { lab, key } = await own(deps, request, reply);
      const quiz = lab.quizzes.find(({ id }) => id === request.params.quiz);
      if (!quiz) throw new MarinaError('quiz-not-found');
      const values = variableValues(lab.variables, (await progress.ensure(key)).seed);
      const answer = request.body;
      await progress.answerQuiz(key, quiz.id, { answer, isRight: isRight(quiz.key, answer, values) });
      const shown = viewQuiz(quiz, await progress.ensure(key));
      if (!shown) throw new MarinaError('quiz-not-found');
      return shown;
    },
  });
}

/** The lab of the path, and whose progress in it: a guest is made where nobody is known yet. */
async function own(
  { labs, identity }: ProgressRouteDeps,
  request: Pick<FastifyRequest, 'headers'> & { params: { lab: string } },
  reply: Pick<FastifyReply, 'header'>,
) {
  const lab = labs.get(request.params.lab);
  const { viewer, setCookie } = await identity.ensure(request.headers);
  if (setCookie) void reply.header('set-cookie', setCookie);
  return { lab, key: { viewerId: viewer.id, lab: lab.slug } };
}

function taskOf(lab: Lab, id: string) {
  const task = lab.tasks.find((candidate) => candidate.id === id);
  if (!task) throw new MarinaError('task-not-found');
  return task;
}
