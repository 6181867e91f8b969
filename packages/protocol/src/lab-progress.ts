// What a viewer has done in a lab: kept by the manager for each viewer and lab, whatever becomes of sessions.
import { z } from 'zod';
import { labDocumentsSchema } from './lab-content.ts';

/** What one check saw last: a sentence in each of Marina's languages says what is missing, never how to get there. */
export const verdictSchema = z.discriminatedUnion('passed', [
  z.object({ passed: z.literal(true) }),
  z.object({ passed: z.literal(false), sentence: z.object({ en: z.string(), fr: z.string() }) }),
]);

export const taskProgressSchema = z.object({
  doneAt: z.iso.datetime().nullable(),
  /** The hints that were asked for, in order. */
  hints: z.array(labDocumentsSchema),
  /** Null until it was asked for. */
  solution: labDocumentsSchema.nullable(),
});

export type TaskProgress = z.infer<typeof taskProgressSchema>;

/** Positions of options, from 0, or a text. */
export const quizAnswerSchema = z.union([
  z.strictObject({ chosen: z.array(z.number().int().min(0)).max(32) }),
  z.strictObject({ text: z.string().max(500) }),
]);

export type QuizAnswer = z.infer<typeof quizAnswerSchema>;

export const quizProgressSchema = z.object({
  answer: quizAnswerSchema,
  isRight: z.boolean(),
  explanation: labDocumentsSchema,
});

export type QuizProgress = z.infer<typeof quizProgressSchema>;

/** GET /labs/:lab/progress. Tasks and quizzes that nobody touched are not in it. */
export const labProgressSchema = z.object({
  /** This viewer's own values. */
  variables: z.record(z.string(), z.string()),
  /** The step that was read last. */
  step: z.string().nullable(),
  tasks: z.record(z.string(), taskProgressSchema),
  quizzes: z.record(z.string(), quizProgressSchema),
});
export type LabProgress = z.infer<typeof labProgressSchema>;

/** GET /progress: for the catalogue. Labs that nobody touched are not in it. */
export const progressSummarySchema = z.object({
  labs: z.record(
    z.string(),
    z.object({
      tasksDone: z.number().int(),
      quizzesRight: z.number().int(),
      points: z.number(),
      step: z.string().nullable(),
      lastAt: z.iso.datetime(),
    }),
  ),
});

export type ProgressSummary = z.infer<typeof progressSummarySchema>;

/** PUT /labs/:lab/progress/step */
export const readStepSchema = z.strictObject({ step: z.string().max(128) });

/** POST /sessions/:session/checks looks at once; without a task, at all that are not done. */
export const runChecksSchema = z.strictObject({ task: z.string().max(128).optional() });

/** What the checks of a session saw last; a task nobody looked at yet is not in it. Also an event of the session. */
export const checkStateSchema = z.object({
  lab: z.string(),
  tasks: z.record(
    z.string(),
    z.object({
      doneAt: z.iso.datetime().nullable(),
      checkedAt: z.iso.datetime(),
      /** One for each check of the task, in order. Empty when the instance could not be looked at. */
      verdicts: z.array(verdictSchema),
    }),
  ),
});
export type CheckState = z.infer<typeof checkStateSchema>;
