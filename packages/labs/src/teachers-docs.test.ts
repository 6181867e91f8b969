// Holds the documents for teachers to what the code does, in both languages.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildLab } from './build-lab.ts';
import { assertionSchemas } from './checks/assertion.ts';
import { labSchema } from './lab-schema.ts';
import { problemTable } from './problem.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/teachers/${name}.md`, import.meta.url), 'utf8');
const manifest = `title: {en: T}
summary: {en: S}
level: beginner
durationMinutes: 10
variables: {name: word, webPort: port}
instances:
  - {name: node1, image: marina/docker}
  - {name: node2, image: marina/docker}
`;

function problemsOf(step: string): string[] {
  const files = new Map([
    ['lab.yaml', { text: manifest }],
    ['01-a.en.md', { text: step }],
  ]);
  return buildLab('x', files).problems.map(({ message }) => message);
}

it('problems.md lists every problem as the table has it, and problems.fr.md every one', () => {
  const rows = Object.entries(problemTable);
  for (const [code, { severity, remedy }] of rows)
    expect(read('problems')).toContain(`| \`${code}\` | ${severity} | ${remedy} |`);
  for (const name of ['problems', 'problems.fr'])
    expect([...read(name).matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code)).toEqual(
      rows.map(([code]) => code),
    );
});

describe.each(['', '.fr'])('documents%s', (language) => {
  it('lab-yaml lists every field, and no other', () => {
    const listed = [...read(`lab-yaml${language}`).matchAll(/^\| `(\w+)` \|[^|]*\|[^|]*\|$/gm)].map(
      ([, field]) => field,
    );
    expect(listed.sort()).toEqual(Object.keys(labSchema.shape).sort());
  });

  it.each(Object.entries(assertionSchemas))('assertions lists every condition of %s', (subject, schema) => {
    const sections = read(`assertions${language}`).split(/^## /m);
    const section = sections.find((text) => text.split('\n')[0]?.includes(`\`${subject}\``)) ?? '';
    const listed = [...section.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const common = ['exists', 'count', 'not', subject];
    const fields = Object.keys(schema.shape).filter((field) => !common.includes(field));
    expect(listed.filter((name) => !common.includes(name ?? '')).sort()).toEqual(fields.sort());
  });

  it.each(['steps', 'README'])('every example of %s is sound', (name) => {
    const examples = [...read(`${name}${language}`).matchAll(/^````md\n([\s\S]*?)^````$/gm)].map(
      ([, text = '']) => text,
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) expect(problemsOf(text.startsWith('# ') ? text : `# T\n\n${text}`)).toEqual([]);
  });

  it('every example of assertions and lab-yaml is sound', () => {
    const [assertions = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(read(`assertions${language}`))?.slice(1) ?? [];
    const step = `# T\n\n:::task a\n\`\`\`yaml check\n${assertions}\`\`\`\n:::solution\n\`\`\`sh run\nx\n\`\`\`\n:::\n:::\n`;
    expect(problemsOf(step)).toEqual([]);
    const [whole = '', layout = '', variables = ''] = [
      ...read(`lab-yaml${language}`).matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
    ].map(([, text]) => text);
    const yaml = `${whole}  - {name: node2, image: marina/docker}\n${layout}${variables}`;
    expect(buildLab('x', new Map([['lab.yaml', { text: yaml }]])).problems).toEqual([]);
  });
});
