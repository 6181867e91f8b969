// Text that nobody would write, of all marks that mean something somewhere, seeded: it is read, and nothing breaks.
import { expect, it } from 'vitest';
import { type BuiltLab, buildLab } from './build-lab.ts';
import { fillDocument } from './fill-document.ts';
import { importLabs } from './import/import-labs.ts';
import { labFolder } from './import/lab-folder.ts';
import { pick, randomFrom } from './seeded-random.ts';

const manifest = `title: {en: T, fr: T}
summary: {en: S, fr: S}
level: beginner
durationMinutes: 10
variables: {name: word, web: port}
instances:
  - {name: node1, image: marina/docker}
  - {name: node2, image: marina/docker}
`;

const own =
  ':::|:::task a|:::task|:::hint|:::solution|:::quiz q|:::tabs|:::tab X|:::details Y|:::note|```|```sh run|```yaml check|````|- container: web|  state: running|http: 8080|- [x] a|- (x) b|- ( ) c|= {{name}}|{{port node1:80}}|`x`{{run}}|`y`{{node2 run interrupt}}|{{|}}|[a](|port:node1:80|)|![b](c.png)|<script>|<!--|-->|# T|## H|> |  |*|**|~~|\\|{{name}}|http://x.y/|\u202e|&amp;|---|1. |    code';
const foreign =
  '{:.quiz}|```.term1|{:data-port="80"}|>>Q: a<<|=== b|<details>|<summary>|</details>|<pre class="file" data-filename="a">|</pre>|::simple-task|::|#active|{{execute}}|```execute|{{< note >}}|{{"{{ x "}}}}|<b>|<a href="x">';
const marks = [...own.split('|'), ...foreign.split('|'), '| a | b |', '|---|---|'];

function anyText(seed: string): string {
  const random = randomFrom(seed);
  const some = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) });
  return some(30)
    .map(() =>
      some(3)
        .map(() => pick(marks, random))
        .join(' '),
    )
    .join('\n');
}

function build(files: Record<string, string>): BuiltLab {
  return buildLab('x', new Map(Object.entries(files).map(([path, text]) => [path, { text }])));
}

const seeds = Array.from({ length: 300 }, (_, index) => `any ${index}`);

it('as a step, each problem has a line of it, and no document holds a variable once it is filled', () => {
  for (const seed of seeds) {
    const text = `# T\n\n${anyText(seed)}`;
    const { lab, problems } = build({ 'lab.yaml': manifest, '01-a.en.md': text, '01-a.fr.md': text });
    const last = text.split('\n').length;
    expect(problems.filter(({ line }) => !Number.isInteger(line) || line < 1 || line > last)).toEqual([]);
    for (const document of lab?.steps.flatMap(({ documents }) => Object.values(documents)) ?? [])
      expect(JSON.stringify(fillDocument(document, { variables: { name: 'n', web: '1' } }))).not.toContain(
        '"variable"',
      );
  }
});

it.each([
  ['Killercoda', 's/a.md', { 's/index.json': '{"title": "T", "details": {"steps": [{"text": "a.md"}]}}' }, ''],
  ['Play with Docker', '_posts/2017-01-01-a.markdown', {}, '---\ntitle: A\nterms: 2\n---\n'],
  ['Educates', 'workshop/content/a.md', { 'resources/workshop.yaml': 'kind: Workshop\nspec: {title: A}\n' }, ''],
  ['iximiuz', 'a/index.md', {}, '---\nkind: tutorial\ntitle: A\n---\n'],
])('of %s is imported, and what is wrong with the outcome is told with its line', (_format, path, files, front) => {
  for (const seed of seeds) {
    const source: Record<string, string> = { ...files, [path]: front + anyText(seed) };
    const imported = importLabs(new Map(Object.entries(source).map(([name, text]) => [name, { text }])));
    expect(imported?.labs).toHaveLength(1);
    for (const lab of imported?.labs ?? []) {
      const folder = labFolder(lab);
      const { problems } = buildLab(
        lab.slug,
        new Map([...folder].map(([name, file]) => [name, 'text' in file ? file : { bytes: 1 }])),
      );
      for (const { file, line } of problems) {
        const written = folder.get(file.slice(lab.slug.length + 1));
        const lines = written && 'text' in written ? written.text.split('\n').length : 0;
        expect(line).toSatisfy((number: number) => number >= 1 && number <= lines);
      }
    }
  }
});
