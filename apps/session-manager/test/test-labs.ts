// A small catalogue on disk, for suites that need a lab with everything in it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type TestLabs = { directory: string } & AsyncDisposable;

const manifest = `title: {en: Harbour, fr: Port}
summary: {en: A lab., fr: Un lab.}
level: beginner
durationMinutes: 20
egress: none
instances:
  - {name: node1, image: marina/docker}
layout: {terminals: [node1], split: columns}
exposures:
  - {title: {en: Shop, fr: Boutique}, instance: node1, port: 8080}
variables:
  word: word
`;

const english = `# Volumes

![A chart](images/chart.png)

:::task volume
Make a volume \`data\`.

\`\`\`yaml check
- volume: data
\`\`\`

:::hint
First hint.
:::
:::hint
Second hint.
:::
:::solution
\`\`\`sh run
docker volume create data
\`\`\`
:::
:::

:::task page points=3
Serve a page.

\`\`\`yaml check
- http: 8080
  contains: "{{word}}"
\`\`\`
:::

:::quiz driver points=2
Which driver?

- ( ) bridge
- (x) local

:::explanation
It is local.
:::
:::
`;

const french = `# Volumes

:::task volume
Créez un volume \`data\`.

:::hint
Premier indice.
:::
:::

:::task page points=3
Servez une page.
:::

:::quiz driver points=2
Quel pilote ?

- ( ) bridge
- (x) local
:::
`;

const files: Record<string, string> = {
  'paths.yaml': '- slug: first\n  title: {en: First}\n  summary: {en: Begin here.}\n  labs: [harbour]\n',
  'harbour/lab.yaml': manifest,
  'harbour/01-volumes.en.md': english,
  'harbour/01-volumes.fr.md': french,
  'harbour/images/chart.png': 'a picture',
  'harbour/images/chart.svg': '<svg/>',
};

/** @param more files by path, beside those of the lab \`harbour\` or in their place */
export async function makeTestLabs(more: Record<string, string> = {}): Promise<TestLabs> {
  const directory = await mkdtemp(path.join(tmpdir(), 'marina-labs-'));
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}
