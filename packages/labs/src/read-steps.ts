// All steps of a lab in all languages, held against each other.

import { joinQuizzes, joinTasks } from './join-languages.ts';
import type { Lab, Step } from './lab.ts';
import { type LabFiles, limits, type StepFile, stepFileOf } from './lab-files.ts';
import type { Language } from './language.ts';
import { checkLinks } from './links.ts';
import type { StepContext } from './markdown/context.ts';
import { readStep, type StepText } from './markdown/step.ts';
import { type LabProblem, problem } from './problem.ts';

export type Source = {
  slug: string;
  files: LabFiles;
  languages: Language[];
  /** Names, the first one in front; empty when lab.yaml can't tell. */
  instances: string[];
  variables: ReadonlySet<string>;
  /** Names of all labs, for links; undefined when nobody knows. */
  labs: ReadonlySet<string> | undefined;
};

/** One step as it was read, in the languages that there are. */
export type ReadStep = { slug: string; number: number; texts: Map<Language, StepText & { context: StepContext }> };

export function readSteps(source: Source, problems: LabProblem[]): Pick<Lab, 'steps' | 'tasks' | 'quizzes'> {
  const { languages, slug } = source;
  const steps = stepFiles(source, problems).map((group) => readOneStep(group, source));
  for (const step of steps)
    for (const language of languages)
      if (!step.texts.has(language))
        problems.push(
          missing(`${slug}/${step.slug}.${language}.md`, `The step ${step.slug} has no text in "${language}".`),
        );
  checkLinks(steps, source);
  const tasks = joinTasks(steps, source, problems);
  const quizzes = joinQuizzes(steps, source, problems);
  for (const { texts } of steps) for (const { context } of texts.values()) problems.push(...context.problems);
  return { steps: steps.map(finished), tasks, quizzes };
}

function missing(file: string, message: string): LabProblem {
  return problem('translation-missing', file, 1, message);
}

function stepFiles({ files, slug, languages }: Source, problems: LabProblem[]): StepFile[][] {
  const groups = new Map<string, StepFile[]>();
  for (const path of [...files.keys()].sort()) {
    if (path.includes('/') || !path.endsWith('.md') || path === 'README.md') continue;
    const file = stepFileOf(path);
    if (!file) problems.push(problem('step-name', `${slug}/${path}`, 1, `"${path}" is no name of a step.`));
    else if (!languages.includes(file.language))
      problems.push(problem('step-language', `${slug}/${path}`, 1, `The lab does not speak "${file.language}".`));
    else groups.set(file.slug, [...(groups.get(file.slug) ?? []), file]);
  }
  const sorted = [...groups.values()].sort((a, b) => (a[0]?.number ?? 0) - (b[0]?.number ?? 0));
  sorted.forEach((group, index) => {
    const [first] = group;
    const before = sorted[index - 1]?.[0];
    if (first && before && before.number === first.number)
      problems.push(problem('step-number', `${slug}/${first.path}`, 1, `${before.slug} has the same number.`));
  });
  return sorted;
}

function readOneStep(group: StepFile[], source: Source): ReadStep {
  const { slug, files, languages, instances, variables } = source;
  const texts: ReadStep['texts'] = new Map();
  const [leadingHere] = languages.filter((language) => group.some((file) => file.language === language));
  for (const { path, language } of group.sort(
    (a, b) => languages.indexOf(a.language) - languages.indexOf(b.language),
  )) {
    const context: StepContext = {
      file: `${slug}/${path}`,
      language,
      leading: language === leadingHere,
      instances,
      variables,
      problems: [],
      links: [],
      actions: [],
      solution: null,
    };
    texts.set(language, { ...readText(files, path, context), context });
  }
  return { slug: group[0]?.slug ?? '', number: group[0]?.number ?? 0, texts };
}

function readText(files: LabFiles, path: string, context: StepContext): StepText {
  const file = files.get(path);
  const empty: StepText = { title: '', document: [], tasks: [], quizzes: [] };
  if (!file || !('text' in file) || file.text.length > limits.stepBytes) {
    const code = file && 'text' in file ? 'too-large' : 'not-text';
    context.problems.push(
      problem(code, context.file, 1, code === 'too-large' ? 'This step is too large.' : 'This step is no text.'),
    );
    return empty;
  }
  try {
    return readStep(file.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The stack has run out: nothing that people write nests so deep.
    context.problems.push(problem('nesting-too-deep', context.file, 1, 'This step nests too deep to be read.'));
    return empty;
  }
}

function finished({ slug, texts }: ReadStep): Step {
  const each = <T>(take: (text: StepText & { context: StepContext }) => T) =>
    Object.fromEntries([...texts].map(([language, text]) => [language, take(text)]));
  return {
    slug,
    title: each(({ title }) => title),
    documents: each(({ document }) => document),
    actions: each(({ context }) => context.actions),
  };
}
