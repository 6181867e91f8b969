// Labs as students may see them before they have done anything.
import type { Lab } from '@marina/labs/lab';
import type { LabSummary } from '@marina/protocol/catalogue';
import type { LabContent } from '@marina/protocol/lab-content';

export function viewLabSummary(lab: Lab): LabSummary {
  const { slug, title, summary, level, durationMinutes, tags, languages, egress, steps, tasks, quizzes } = lab;
  return {
    slug,
    title,
    summary,
    level,
    durationMinutes,
    tags,
    languages,
    egress,
    instances: lab.instances.map(({ name, image }) => ({ name, image })),
    counts: { steps: steps.length, tasks: tasks.length, quizzes: quizzes.length },
    points: [...tasks, ...quizzes].reduce((sum, { points }) => sum + points, 0),
  };
}

export function viewLabContent(lab: Lab): LabContent {
  return {
    ...viewLabSummary(lab),
    steps: lab.steps.map(({ slug, title, documents }) => ({ slug, title, documents })),
    tasks: lab.tasks.map(({ id, step, points, checks }) => ({ id, step, points, checks: checks.length })),
    quizzes: lab.quizzes.map(({ id, step, points }) => ({ id, step, points })),
    layout: lab.layout ?? null,
    exposures: lab.exposures.map(({ title, instance, port, path }) => ({ title, instance, port: String(port), path })),
  };
}
