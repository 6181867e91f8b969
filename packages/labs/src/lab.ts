// A lab as the rest of Marina uses it: what was written in its folder, read and found sound. Plain data.
import type { Check } from './checks/check.ts';
import type { Document } from './document.ts';
import type { LabManifest } from './lab-schema.ts';
import { type Language, pickLanguage } from './language.ts';
import type { QuizKey } from './quiz.ts';

export type Lab = Omit<LabManifest, 'languages'> & {
  /** Name of the lab's folder. */
  slug: string;
  /** The leading one first. */
  languages: Language[];
  steps: Step[];
  /** In the order in which they stand in the steps. */
  tasks: Task[];
  quizzes: Quiz[];
};

export type Step = {
  /** Number and name of its files, such as `02-networks`. */
  slug: string;
  title: Record<Language, string>;
  /** What a student may see at once; a language may be missing. */
  documents: Record<Language, Document>;
  /** What a diligent student would do, in order; see `LabAction`. */
  actions: Record<Language, LabAction[]>;
};

/** A click on code that runs it, or a task whose turn it is. */
export type LabAction = RunAction | { type: 'task'; id: string };
export type RunAction = { type: 'run'; instance: string; terminal: number; interrupt: boolean; text: string };

export type Task = {
  /** Unique in the lab. */
  id: string;
  /** The step's slug. */
  step: string;
  points: number;
  /** All must pass. Variables are not filled. */
  checks: Check[];
  hints: Record<Language, Document[]>;
  /** In languages without one, the leading language's is shown. */
  solutions: Record<Language, Document>;
  /** The blocks of the solution that are run, in order. */
  solutionRuns: Record<Language, RunAction[]>;
};

export type Quiz = {
  /** Unique in the lab. */
  id: string;
  step: string;
  points: number;
  key: QuizKey;
  /** Shown once it was answered. */
  explanation: Record<Language, Document>;
};

/** A text of a lab in a student's language, or the one it falls back to. */
export function inLanguage<T>(lab: Pick<Lab, 'languages'>, texts: Readonly<Record<Language, T>>, wanted: Language) {
  return pickLanguage(texts, wanted, lab.languages);
}
