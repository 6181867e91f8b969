// What reading one file of a step needs to know, and where it tells what is wrong.
import type { LabAction, RunAction } from '../lab.ts';
import type { Language } from '../language.ts';
import { type LabProblem, type ProblemCode, problem } from '../problem.ts';

export type StepContext = {
  /** Path for problems. */
  file: string;
  language: Language;
  /** Whether this is the lab's first language, in which checks stand. */
  leading: boolean;
  /** The lab's instances, the first one in front; empty when nobody knows. */
  instances: readonly string[];
  variables: ReadonlySet<string>;
  /** Collected while reading. */
  problems: LabProblem[];
  /** Links within the step and to files, for whoever knows what there is. */
  links: { type: 'anchor' | 'lab' | 'image'; target: string; line: number }[];
  actions: LabAction[];
  /** Runs of the solution that is being read; they are no actions of the step. */
  solution: RunAction[] | null;
};

export function report(context: StepContext, code: ProblemCode, line: number, message: string): void {
  context.problems.push(problem(code, context.file, line, message));
}

/** Reports and returns false when the lab has no such instance. */
export function knowsInstance(context: StepContext, name: string, line: number): boolean {
  if (context.instances.length === 0 || context.instances.includes(name)) return true;
  report(
    context,
    'instance-unknown',
    line,
    `There is no instance "${name}"; there are ${context.instances.join(', ')}.`,
  );
  return false;
}
