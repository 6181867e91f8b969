// The lab that `marina lab new` writes: one task with a check, a hint and a solution, and one quiz.

type Words = {
  title: string;
  summary: string;
  stepTitle: string;
  intro: string;
  task: string;
  hint: string;
  open: string;
  question: string;
  options: [string, string, string];
  explanation: string;
};

const words: Record<string, Words> = {
  en: {
    title: 'A new lab',
    summary: 'What students learn here, in a sentence or two.',
    stepTitle: 'A first container',
    intro: 'Look at what runs already:',
    task: 'Start a container named `web` from the image `nginx`, in the background, and publish its port 80 on 8080.',
    hint: '`docker run --help` lists what you need: a way to detach, to name and to publish.',
    open: 'Then [open it](port:node1:8080).',
    question: 'On which network is a container that was given none?',
    options: ['host', 'bridge', 'none'],
    explanation: 'Docker puts it on its default network, `bridge`.',
  },
  fr: {
    title: 'Un nouveau lab',
    summary: 'Ce que l’on apprend ici, en une phrase ou deux.',
    stepTitle: 'Un premier conteneur',
    intro: 'Regardez ce qui tourne déjà :',
    task: 'Démarrez en arrière-plan un conteneur nommé `web` à partir de l’image `nginx`, et publiez son port 80 sur 8080.',
    hint: '`docker run --help` montre ce qu’il faut : détacher, nommer, publier.',
    open: 'Puis [ouvrez-le](port:node1:8080).',
    question: 'Sur quel réseau est un conteneur à qui l’on n’en a donné aucun ?',
    options: ['host', 'bridge', 'none'],
    explanation: 'Docker le place sur son réseau par défaut, `bridge`.',
  },
};

/** Texts by file name; the first language is the leading one. */
export function firstLab(slug: string, languages: readonly string[]): Map<string, string> {
  const files = new Map([['lab.yaml', manifest(slug, languages)]]);
  languages.forEach((language, index) => {
    const own = words[language];
    if (own) files.set(`01-first-container.${language}.md`, step(own, index === 0));
  });
  return files;
}

function manifest(slug: string, languages: readonly string[]): string {
  const each = (field: 'title' | 'summary') =>
    languages.map((language) => `  ${language}: ${words[language]?.[field] ?? slug}`).join('\n');
  return `# docs/teachers/lab-yaml.md explains every field; \`marina lab schema\` prints the schema for editors.
title:
${each('title')}
summary:
${each('summary')}
languages: [${languages.join(', ')}]
level: beginner
durationMinutes: 15
tags: [docker]
instances:
  - name: node1
    image: marina/docker
`;
}

function step(own: Words, leading: boolean): string {
  const check = '```yaml check\n- container: web\n  image: nginx\n  state: running\n  ports: ["8080:80"]\n```\n\n';
  const solution = ':::solution\n```sh run\ndocker run -d --name web -p 8080:80 nginx\n```\n:::\n';
  const [first, right, last] = own.options;
  return `# ${own.stepTitle}

${own.intro}

\`\`\`sh run
docker ps
\`\`\`

:::task web-runs
${own.task}

${leading ? check : ''}:::hint
${own.hint}
:::

${leading ? solution : ''}:::

${own.open}

:::quiz default-network
${own.question}

- ( ) ${first}
- (x) ${right}
- ( ) ${last}

:::explanation
${own.explanation}
:::
:::
`;
}
