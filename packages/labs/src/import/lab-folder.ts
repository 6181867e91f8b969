// An imported lab as the files of a lab's folder.
import { stringify } from 'yaml';
import type { ImportedGroup, ImportedLab } from './imported-lab.ts';

/** Texts by path; other files are copied from the source. */
export function labFolder(lab: ImportedLab): Map<string, { text: string } | { copyOf: string }> {
  const files = new Map(lab.files);
  files.set('lab.yaml', { text: manifestOf(lab) });
  const width = lab.steps.length > 99 ? 3 : 2;
  lab.steps.forEach(({ name, title, body }, index) => {
    const number = String(index + 1).padStart(width, '0');
    files.set(`${number}-${name}.en.md`, { text: stepText(title, body) });
    for (const [language, { steps }] of lab.translations) {
      const step = steps[index];
      if (step) files.set(`${number}-${name}.${language}.md`, { text: stepText(step.title, step.body) });
    }
  });
  return files;
}

function stepText(title: string, body: string): string {
  return `# ${title.replace(/\s+/g, ' ')}\n\n${body}`;
}

function manifestOf(lab: ImportedLab): string {
  const several = lab.instances.length > 1;
  return stringify(
    {
      title: { en: lab.title.slice(0, 200), ...translated(lab, 'title') },
      summary: { en: lab.summary.slice(0, 1000), ...translated(lab, 'summary') },
      level: lab.level,
      durationMinutes: lab.durationMinutes,
      tags: lab.tags.map((tag) => tag.slice(0, 40)).filter(Boolean),
      instances: lab.instances.map(({ name, image, setup, files }) => ({
        name,
        image,
        ...(setup ? { setup } : {}),
        ...(files.length > 0 ? { files } : {}),
      })),
      ...(lab.split && several
        ? { layout: { terminals: lab.instances.map(({ name }) => name), split: lab.split } }
        : {}),
      ...(lab.exposures.length > 0
        ? { exposures: lab.exposures.slice(0, 16).map(({ title, ...rest }) => ({ title: { en: title }, ...rest })) }
        : {}),
      egress: 'internet',
    },
    { lineWidth: 0 },
  );
}

function translated(lab: ImportedLab, field: 'title' | 'summary'): Record<string, string> {
  return Object.fromEntries([...lab.translations].map(([language, texts]) => [language, texts[field].slice(0, 1000)]));
}

/** paths.yaml for groups of labs. */
export function pathsFile(groups: readonly ImportedGroup[]): string {
  return stringify(
    groups.map(({ slug, title, summary, labs }) => ({ slug, title: { en: title }, summary: { en: summary }, labs })),
    { lineWidth: 0 },
  );
}
