import { expect, it } from 'vitest';
import { buildLab } from './build-lab.ts';

const sound = `title: {en: T}
summary: {en: S}
level: beginner
durationMinutes: 10
instances:
  - {name: node1, image: marina/docker}
`;

function build(files: Record<string, string>, labs?: string[]) {
  const all = { 'lab.yaml': sound, ...files };
  const map = new Map(Object.entries(all).map(([path, text]) => [path, { text }]));
  return buildLab('x', map, labs && new Set(labs));
}

function codes(files: Record<string, string>) {
  return build(files).problems.map(({ code, file, line }) => `${file}:${line} ${code}`);
}

it('fills what an author may leave out', () => {
  expect(build({}).lab).toMatchObject({ slug: 'x', tags: [], pool: 0, egress: 'mirror', languages: ['en'], steps: [] });
});

it.each([
  ['a value of the wrong kind', sound.replace('10', 'long'), 4, /durationMinutes/],
  ['a field that does not exist', `${sound}durationminutes: 4\n`, 1, /durationminutes/],
  ['a title in no language', sound.replace('{en: T}', '{}'), 1, /language/],
  ['two machines of one name', `${sound}  - {name: node1, image: marina/base}\n`, 6, /once/],
  ['broken YAML', `${sound}\tx: 1\n`, 7, /./],
  ['a variable of no kind', `${sound}variables: {a: {pick: [x]}}\n`, 7, /variables\.a/],
  ['a file that leaves the folder', sound.replace('docker}', 'docker, setup: ../x}'), 6, /path within/],
  ['a setup script that is not there', sound.replace('docker}', 'docker, setup: setup.sh}'), 6, /no file setup.sh/],
  ['an exposure of no instance', `${sound}exposures:\n  - {title: {en: A}, instance: node2, port: 80}\n`, 8, /node2/],
  [
    'a billion laughs',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((n, i) => `${n}: &${n} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]\n`)
      .join('')}`,
    1,
    /alias/i,
  ],
  ['brackets without end', `a: ${'['.repeat(30_000)}`, 1, /./],
])('%s is told with its line', (_what, text, line, message) => {
  const { lab, problems } = build({ 'lab.yaml': text });
  expect(lab).toBeUndefined();
  expect(problems[0]).toMatchObject({ file: 'x/lab.yaml', line, severity: 'error' });
  expect(problems[0]?.message).toMatch(message);
  expect(problems[0]?.remedy).toMatch(/\.$/);
});

it('the Dockerfile of an instance begins from its image', () => {
  const yaml = { 'lab.yaml': sound.replace('docker}', 'docker, build: node1}') };
  expect(codes(yaml)).toEqual(['x/lab.yaml:6 file-missing']);
  expect(codes({ ...yaml, 'node1/Dockerfile': 'FROM marina/docker\nRUN true\n' })).toEqual([]);
  const other = { ...yaml, 'node1/Dockerfile': 'FROM marina/docker AS a\n\nFROM marina/base\n' };
  expect(codes(other)).toEqual(['x/node1/Dockerfile:3 build-base']);
  expect(build(other).lab).toBeUndefined();
  expect(codes({ ...yaml, 'node1/Dockerfile': '# nothing\n' })).toEqual(['x/node1/Dockerfile:1 build-base']);
});

it('every problem of a lab is told, not the first only', () => {
  const step =
    '# One\n\n:::nonsense\n:::\n\n[x](javascript:alert(1))\n\n{{who}}\n\n```sh node7 run\nls\n```\n\n:::task a\n:::\n';
  expect(codes({ '01-one.en.md': step, 'two.md': '', '03-x.fr.md': '# X\n' })).toEqual([
    'x/01-one.en.md:3 block-unknown',
    'x/01-one.en.md:6 link-refused',
    'x/01-one.en.md:8 variable-unknown',
    'x/01-one.en.md:10 instance-unknown',
    'x/01-one.en.md:14 task-check',
    'x/01-one.en.md:14 task-solution',
    'x/03-x.fr.md:1 step-language',
    'x/two.md:1 step-name',
  ]);
});

it('a faulty lab.yaml hides no problem of the steps', () => {
  const step = '# T\n\n:::nonsense\n:::\n\n```sh node9 run\nx\n```\n\n{{name}}\n';
  const variables = 'variables: {name: word}\n';
  expect(codes({ 'lab.yaml': `${sound}${variables}level: 3\n`, '01-a.en.md': step }).slice(0, 2)).toEqual([
    'x/01-a.en.md:3 block-unknown',
    'x/01-a.en.md:6 instance-unknown',
  ]);
  expect(codes({ 'lab.yaml': `${sound}${variables}nothing: 1\n`, '01-a.en.md': step })).toEqual([
    'x/01-a.en.md:3 block-unknown',
    'x/01-a.en.md:6 instance-unknown',
    'x/lab.yaml:1 manifest-value',
  ]);
  expect(codes({ 'lab.yaml': 'instances: 7', '01-a.en.md': step })).toContain('x/01-a.en.md:3 block-unknown');
});

const both = sound.replace('{en: T}', '{en: T, fr: T}').replace('{en: S}', '{en: S, fr: S}');
const task = (id: string, check = '') => `# Title\n\n:::task ${id}\nDo it.\n${check}\n:::hint\nLook.\n:::\n:::\n`;
const check =
  '\n```yaml check\n- container: web\n  state: running\n```\n\n:::solution\n```sh run\ndocker run -d --name web nginx\n```\n:::\n';

it('checks stand once, in the leading language; other languages bring their words', () => {
  const { lab, problems } = build({ 'lab.yaml': both, '01-a.en.md': task('web', check), '01-a.fr.md': task('web') });
  expect(problems).toEqual([]);
  const [only] = lab?.tasks ?? [];
  expect(only).toMatchObject({ id: 'web', step: '01-a', points: 1 });
  expect(only?.checks).toEqual([
    { instance: 'node1', say: null, test: { type: 'assertion', assertion: { container: 'web', state: 'running' } } },
  ]);
  expect(Object.keys(only?.hints ?? {})).toEqual(['en', 'fr']);
  expect(only?.solutionRuns).toEqual({
    en: [{ type: 'run', instance: 'node1', terminal: 1, interrupt: false, text: 'docker run -d --name web nginx' }],
  });
  expect(JSON.stringify(lab?.steps)).not.toContain('docker run');
});

it('a check in a translation, a task that is missing in one, and a step without one are told', () => {
  expect(
    codes({
      'lab.yaml': both,
      '01-a.en.md': task('web', check),
      '01-a.fr.md': task('web', check),
      '02-b.en.md': task('b', check),
    }),
  ).toEqual(['x/01-a.fr.md:6 check-language', 'x/02-b.fr.md:1 translation-missing']);
  expect(codes({ 'lab.yaml': both, '01-a.en.md': task('web', check), '01-a.fr.md': task('rien') })).toEqual([
    'x/01-a.fr.md:1 translation-differs',
    'x/01-a.fr.md:3 translation-differs',
  ]);
});

it('a lab may speak French alone', () => {
  const french = sound.replaceAll('en:', 'fr:');
  expect(build({ 'lab.yaml': french, '01-a.fr.md': task('web', check) })).toMatchObject({
    problems: [],
    lab: { languages: ['fr'] },
  });
});

it('links to headings, labs and pictures are followed', () => {
  const step = '# T\n\n## Ça va\n\n[a](#ça-va) [b](#no) [c](lab:here) [d](lab:gone) ![e](images/a.png)\n';
  const { problems } = build({ '01-a.en.md': step }, ['here', 'x']);
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'link-broken There is no heading #no here.',
    'link-broken There is no lab "gone".',
    'file-missing There is no picture images/a.png.',
  ]);
});

it('a faulty assertion is told with the line of the value and the nearest way to mend it', () => {
  const wrong =
    '\n```yaml check\n- container: web\n  state: runing\n- container: b\n  ports: [99999]\n- nonsense: 1\n- image: a\n  size: {atMost: big}\n```\n';
  const { problems } = build({ '01-a.en.md': task('web', wrong) });
  expect(
    problems.filter(({ code }) => code === 'check-value').map(({ line, message }) => `${line} ${message}`),
  ).toEqual([
    expect.stringMatching(/^8 container\.state: /),
    expect.stringMatching(/^10 container\.ports\.0: /),
    expect.stringMatching(/^11 An assertion is about one of /),
    expect.stringMatching(/^13 image\.size\.atMost: is no size/),
  ]);
});
