// Small content of our own for every construct of the formats that are imported.
import { describe, expect, it } from 'vitest';
import { buildLab } from '../build-lab.ts';
import { importLabs } from './import-labs.ts';
import type { Imported, ImportedLab } from './imported-lab.ts';
import { labFolder } from './lab-folder.ts';

function run(files: Record<string, string>): Imported {
  const imported = importLabs(new Map(Object.entries(files).map(([path, text]) => [path, { text }])));
  if (!imported) throw new Error('no format fits');
  return imported;
}

/** Every imported lab must be one that Marina takes. */
function built(lab: ImportedLab | undefined) {
  if (!lab) throw new Error('nothing was imported');
  const files = new Map([...labFolder(lab)].map(([path, file]) => [path, 'text' in file ? file : { bytes: 1 }]));
  const { lab: sound, problems } = buildLab(lab.slug, files);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!sound) throw new Error('no lab');
  return sound;
}

function told({ items }: Imported, outcome: string): string[] {
  return items.filter((item) => item.outcome === outcome).map(({ construct }) => construct);
}

describe('Killercoda and Katacoda', () => {
  const scenario = (details: object, more: object = {}) =>
    JSON.stringify({
      title: 'One',
      description: 'First',
      difficulty: 'Advanced',
      time: '1 hour',
      details,
      backend: { imageid: 'ubuntu' },
      ...more,
    });
  const page = (text: string, more: Record<string, string> = {}, part: object = {}) =>
    run({ 's/index.json': scenario({ steps: [{ title: 'Step', text: 'a.md', ...part }] }), 's/a.md': text, ...more });
  const body = (imported: Imported) => imported.labs[0]?.steps[0]?.body;

  it.each([
    ['`ls`{{exec}}', '`ls`{{run}}'],
    ['`ls`{{exec interrupt}}', '`ls`{{run interrupt}}'],
    ['`ls`{{execute T1 interrupt}}', '`ls`{{run interrupt}}'],
    ['`ls`{{execute interrupt T2}}', '`ls`{{node1#2 run interrupt}}'],
    ['`ls`{{Execute}}', '`ls`{{run}}'],
    ['`ls`{{copy}}', '`ls`{{copy}}'],
    ['`ls`{{}}', '`ls`'],
    ['`a.txt`{{open}}', '`a.txt`'],
    ['`^C`{{execute ctrl-seq}}', '`^C`'],
    ['[site]({{TRAFFIC_HOST1_80}}/x)', '[site](port:node1:80/x)'],
    ['See {{TRAFFIC_HOST1_8080}}', 'See {{port node1:8080}}'],
    ['[old](https://[[HOST_SUBDOMAIN]]-3000-[[KATACODA_HOST]].environments.katacoda.com/)', '[old](port:node1:3000/)'],
    ['[local](http://localhost:9090/graph)', '[local](port:9090/graph)'],
    ['{{TRAFFIC_SELECTOR}}', '`{{TRAFFIC_SELECTOR}}`'],
    ['a<br>b', 'a  \nb'],
    ['<b>bold</b> <your-name>', '**bold** <your-name>'],
    ['![x](assets/gone.png)', '*x*'],
    ['# Second title', '## Second title'],
    ['Title\n=====', '## Title'],
    [':::note', '\\:::note'],
    ['[next](../other/)', 'next'],
  ])('%j becomes %j', (text, expected) => {
    const imported = page(`Words.\n\n${text}\n`);
    expect(body(imported)).toBe(`Words.\n\n${expected}\n`);
    built(imported.labs[0]);
  });

  it.each([
    ['```\nls\n```{{exec}}', '```sh run\nls\n```'],
    ['```bash\nls\n```{{execute HOST1}}', '```bash run\nls\n```'],
    ['1. x\n\n   ```bash\n   ls\n     -l\n   ```{{exec}}', '1. x\n\n   ```bash run\n   ls\n     -l\n   ```'],
    ['```yaml\na: {{x}}\n```{{copy}}', '```yaml copy\na: {{x}}\n```'],
    ['```\nx\n```{{}}', '```text nocopy\nx\n```'],
    [
      '<pre class="file"\n data-filename="app.js" data-target="replace">let a &lt; 1;\n</pre>',
      "```sh run\ncat > app.js <<'END_OF_FILE'\nlet a < 1;\nEND_OF_FILE\n```",
    ],
    [
      '<pre class="file" data-filename="a" data-target="insert" data-marker="#x">y</pre>',
      '```text copy title="a"\ny\n```',
    ],
    ['<pre class="file" data-target="clipboard">y</pre>', '```text copy\ny\n```'],
    [
      '<details>\n<summary>Why</summary>\n\nBecause\n\n```\nls\n```{{exec}}\n\n</details>',
      ':::details Why\n\nBecause\n\n```sh run\nls\n```\n\n:::',
    ],
    ['<details>never closed', ':::details Details\n\nnever closed\n\n:::'],
    ['>>Q1: Which?<<\n( ) host\n(*) bridge\n', ':::quiz quiz-1\nWhich?\n\n- ( ) host\n- (x) bridge\n:::'],
    ['>>Q: Both?<<\n[*] a\n[*] b\n[ ] c\n', ':::quiz quiz-1\nBoth?\n\n- [x] a\n- [x] b\n- [ ] c\n:::'],
    ['>>Q: Name?<<\n=== bridge\n', ':::quiz quiz-1\nName?\n\n= bridge\n:::'],
    ['>>Q: Name?<<\n=~= bri\n', ':::quiz quiz-1\nName?\n\n= *bri*\n:::'],
  ])('%j becomes %j', (text, expected) => {
    const imported = page(`Words.\n\n${text}\n`);
    expect(body(imported)).toBe(`Words.\n\n${expected}\n`);
    built(imported.labs[0]);
  });

  it('`verify` is a task that passes with exit 0, with its hint and its answer', () => {
    const imported = page(
      'Do it.\n',
      { 's/verify.sh': '#!/bin/bash\ntest -e /x\n', 's/hint.md': 'Look.' },
      { verify: 'verify.sh', hint: 'hint.md', answer: 'touch it' },
    );
    const lab = built(imported.labs[0]);
    expect(lab.tasks).toMatchObject([
      { id: 'step-1', checks: [{ test: { type: 'script', script: '#!/bin/bash\ntest -e /x' } }] },
    ]);
    expect(lab.tasks[0]?.hints.en).toHaveLength(1);
    expect(told(imported, 'translated')).toEqual(expect.arrayContaining(['verify', 'hint', 'answer']));
  });

  it('two hosts are two instances, assets go to theirs, scripts of the introduction run before the student', () => {
    const imported = run({
      's/index.json': scenario({
        intro: { text: 'i.md', background: 'bg.sh', courseData: 'gone.sh' },
        steps: [{ title: 'A', text: 'a.md', foreground: 'fg.sh' }],
        finish: { text: 'f.md' },
        assets: {
          host01: [
            { file: '*.sh', target: '~', chmod: '+x' },
            { file: 'app*/**/*.*', target: '/srv' },
          ],
          host02: [{ file: 'b.txt', target: '/etc/b.txt' }],
          client: [{ file: 'none', target: '/' }],
        },
      }),
      's/i.md': '# Intro\n\nHi\n',
      's/a.md': '`ls`{{execute HOST2}} [[HOST2_IP]]\n\n```\nping [[HOST2_IP]]\n```{{exec}}\n',
      's/f.md': 'Bye\r\n',
      's/bg.sh': '#!/bin/bash\napt-get update\n',
      's/assets/run.sh': 'x',
      's/assets/app1/deep/a.py': 'y',
      's/assets/b.txt': 'z',
    });
    const lab = built(imported.labs[0]);
    expect(lab).toMatchObject({ level: 'advanced', durationMinutes: 60, title: { en: 'One' } });
    expect(lab.steps.map(({ slug, title }) => `${slug}: ${title.en}`)).toEqual([
      '01-i: Intro',
      '02-a: A',
      '03-f: Finish',
    ]);
    expect(lab.instances).toEqual([
      {
        name: 'node1',
        image: 'marina/docker',
        setup: 'setup.sh',
        files: [
          { from: 'assets/run.sh', to: '/root/run.sh', mode: '755' },
          { from: 'assets/app1/deep/a.py', to: '/srv/app1/deep/a.py' },
        ],
      },
      { name: 'node2', image: 'marina/docker', files: [{ from: 'assets/b.txt', to: '/etc/b.txt' }] },
    ]);
    expect(lab.steps[1]?.actions.en).toEqual([
      { type: 'run', instance: 'node2', terminal: 1, interrupt: false, text: 'ls' },
      { type: 'run', instance: 'node1', terminal: 1, interrupt: false, text: 'ping node2' },
    ]);
    expect(told(imported, 'unsupported')).toEqual(
      expect.arrayContaining(['intro.courseData', 'step.foreground', 'asset']),
    );
  });

  it('a translation in _fr is the lab in French', () => {
    const one = { steps: [{ title: 'A', text: 'a.md', verify: 'v.sh' }] };
    const files = { 's/v.sh': 'true', '_fr/s/v.sh': 'true', '_fr/t/index.json': scenario(one) };
    const imported = run({
      's/index.json': scenario(one),
      's/a.md': 'Words',
      '_fr/s/index.json': scenario({ steps: [{ title: 'Un', text: 'a.md', verify: 'v.sh' }] }, { title: 'Titre' }),
      '_fr/s/a.md': 'Mots',
      ...files,
    });
    expect(imported.labs).toHaveLength(1);
    const lab = built(imported.labs[0]);
    expect(lab).toMatchObject({
      languages: ['en', 'fr'],
      title: { fr: 'Titre' },
      steps: [{ title: { fr: 'Un' } }],
      tasks: [{ id: 'step-1' }],
    });
    expect(told(imported, 'unsupported')).toContain('_fr/');
  });

  it('dirt of real repositories is told, and stops nothing', () => {
    const imported = run({
      'a/index.json':
        '{"title": "T", "type": "challenge@1.0", "environment": {"uilayout": "terminal", "terminals": [], "dashboards": [{"name": "App", "port": 80}, {"name": "Doc", "href": "https://x.example"}]}, "backend": {"imageid": "docker"}, "details": {"steps": [{"text": "gone.md"}, {"title": "B", "text": "b.md", "verify": "gone.sh"},]}}',
      'a/b.md': 'B',
      'b/index.json': '{"title": "No details"}',
      'c/index.json': 'no json {',
      'structure.json': '{"title": "Course", "items": [{"path": "a"}, {"path": "../out"}, {"path": "gone"}]}',
      'old-pathway.json': '{"title": "Old", "courses": [{"course_id": "b", "title": "B"}]}',
    });
    expect(imported.labs.map(({ slug }) => slug)).toEqual(['a', 'b']);
    expect(built(imported.labs[0])).toMatchObject({ exposures: [{ port: 80 }], steps: [{ slug: '01-b' }] });
    expect(imported.groups).toMatchObject([
      { slug: 'course', labs: ['a'] },
      { slug: 'old', labs: ['b'] },
    ]);
    expect(told(imported, 'unsupported')).toEqual(
      expect.arrayContaining([
        'type',
        'environment.terminals',
        'environment.dashboards',
        'step text',
        'verify',
        'index',
        'item of structure.json',
      ]),
    );
  });
});

describe('Play with Docker', () => {
  const post = (text: string, front = 'terms: 2\ntitle: "A lab"\ntags: [linux, developer]\ncategories: beginner') =>
    run({
      '_posts/2017-01-24-a-lab.markdown': `---\n${front.includes('layout:') ? 'date: 2017-01-24' : 'layout: post'}\n${front}\n---\n${text}\n`,
    });
  const body = (imported: Imported) => imported.labs[0]?.steps[0]?.body;

  it.each([
    ['```.term1\ndocker ps\n```', '```sh run\ndocker ps\n```'],
    ['```.term2\ndocker ps\n```', '```sh node2 run\ndocker ps\n```'],
    ['````.term1\nls\n````', '```sh run\nls\n```'],
    ['1. x\n\n    ```.term1\n    ls \\\n      -l\n    ```', '1. x\n\n    ```sh run\n    ls \\\n      -l\n    ```'],
    ['```.term3\nls\n```', '```sh\nls\n```'],
    ['```py\nx\n```', '```py\nx\n```'],
    ['[here](/a){:data-term=".term2"}{:data-port="8080"}', '[here](port:node2:8080/a)'],
    ['[x](https://x.example/){:target="_blank"}', '[x](https://x.example/)'],
    ['{:.quiz}\nWhich?\n- ( ) a\n- (x) b\n\nAfter', ':::quiz quiz-8\nWhich?\n\n- ( ) a\n- (x) b\n:::\n\nAfter'],
    ['{:.quiz}\nBoth?\n- [x] a\n- [x] b', ':::quiz quiz-8\nBoth?\n\n- [x] a\n- [x] b\n:::'],
    ['{:.quiz}\nNone?\n- ( ) a\n- ( ) b', 'None?\n\n- a\n- b'],
    [
      '```.term1\ndocker inspect -f \'{{ "{{ json .Mounts "}}}}\' x\n```',
      "```sh run\ndocker inspect -f '{{ json .Mounts }}' x\n```",
    ],
    ['{% raw %}{{.Names}}{% endraw %}', '`{{.Names}}`'],
    ['[a]({{site.baseurl}}/b/)', 'a'],
    ['* TOC\n{:toc}\nx', 'x'],
    ['<iframe src="https://v.example/1" width="1"></iframe>', '[https://v.example/1](https://v.example/1)'],
    ['![Pic](../images/a.png)', '*Pic*'],
  ])('%j becomes %j', (text, expected) => {
    const imported = post(`${text}\n`);
    expect(body(imported)).toBe(`${expected}\n`);
    built(imported.labs[0]);
  });

  it('a post is a lab with an instance for each terminal and a step for each heading', () => {
    const imported = post(
      'Hello\n\n## First\n\na\n\n```\n## no heading\n```\n\n## <a name="x"></a>Second `one`\n\nb\n',
    );
    const lab = built(imported.labs[0]);
    expect(lab).toMatchObject({
      slug: 'a-lab',
      title: { en: 'A lab' },
      level: 'beginner',
      tags: ['linux', 'developer', 'beginner'],
      layout: { split: 'columns' },
    });
    expect(lab.instances.map(({ name }) => name)).toEqual(['node1', 'node2']);
    expect(lab.steps.map(({ title }) => title.en)).toEqual(['A lab', 'First', 'Second one']);
  });

  it('front matter of every kind is taken, and told', () => {
    const imported = post(
      'x',
      'layout: landing\nterms: 0\ntitle: X\ncategory: [advanced]\nimage: dind\nimg: a.png\nauthor: "@a"',
    );
    expect(built(imported.labs[0])).toMatchObject({ level: 'advanced', instances: [{ name: 'node1' }] });
    expect(told(imported, 'unsupported')).toEqual(expect.arrayContaining(['image', 'img', 'author']));
  });
});

describe('Educates', () => {
  const workshop =
    'apiVersion: training.educates.dev/v1beta1\nkind: Workshop\nmetadata: {name: lab-x}\nspec:\n  title: X\n  description: About X.\n  difficulty: intermediate\n  duration: 90m\n  session:\n    ingresses: [{name: app, port: 8080}]\n    applications: {terminal: {enabled: true, layout: split}, docker: {enabled: true}, editor: {enabled: true}}\n';
  const page = (text: string, more: Record<string, string> = {}) =>
    run({
      'resources/workshop.yaml': workshop,
      'workshop/content/00-one.md': `---\ntitle: One\n---\n\n${text}\n`,
      ...more,
    });
  const body = (imported: Imported) => imported.labs[0]?.steps[0]?.body;

  it.each([
    ['```execute\nls\n```', '```sh run\nls\n```'],
    ['```execute-2\nls\n```', '```sh node1#2 run\nls\n```'],
    ['```execute-all\nls\n```', '```sh run\nls\n```'],
    ['```copy\nx\n```', '```text copy\nx\n```'],
    ['```copy-and-edit\nx\n```', '```text copy\nx\n```'],
    ['```interrupt\n\n```', '```text interrupt\n```'],
    ['```terminal:execute\ncommand: ls -l\nsession: 2\nautostart: true\n```', '```sh node1#2 run\nls -l\n```'],
    ['```terminal:input\ntext: exit\n```', '```sh run\nexit\n```'],
    ['```terminal:interrupt\nsession: 1\n```', '```text interrupt\n```'],
    ['```terminal:clear\n```', '```sh run\nclear\n```'],
    ['```workshop:copy\ntext: |\n  a\n  b\n```', '```text copy\na\nb\n```'],
    ['```dashboard:open-url\nurl: https://x.example/\n```', '[https://x.example/](https://x.example/)'],
    ['```dashboard:open-dashboard\nname: Editor\ntitle: Open it\n```', '*Open it*'],
    [
      '```editor:append-lines-to-file\nfile: ~/a\ntext: |\n  x\n```',
      "```sh run\ncat >> ~/a <<'END_OF_FILE'\nx\nEND_OF_FILE\n```",
    ],
    ['```editor:select-matching-text\nfile: a\ntext: b\n```', '```text\nfile: a\ntext: b\n```'],
    ['```files:download-file\npath: a\n```', '```text\npath: a\n```'],
    ['```section:begin\ntitle: More\n```\n\nx\n\n```section:end\n```', ':::details More\n\nx\n\n:::'],
    ['```section:heading\ntitle: Part\n```', '### Part'],
    ['{{< note >}}\nx\n{{< /note >}}', ':::note\n\nx\n\n:::'],
    ['On {{% param host %}} and {{ session_namespace }}', 'On `$(host)` and `$(session_namespace)`'],
    ['{{< available >}}\nx\n{{< /available >}}', 'x'],
    ['```terminal:execute\n: : :\n```', '```text\n: : :\n```'],
  ])('%j becomes %j', (text, expected) => {
    const imported = page(text);
    expect(body(imported)).toBe(`${expected}\n`);
    built(imported.labs[0]);
  });

  it('a test of the examiner is a task; its arguments, time and title come along', () => {
    const imported = page(
      '```examiner:execute-test\nname: exists\nargs: ["/a b"]\ntimeout: 5\ntitle: Make it\nretries: .INF\n```',
      {
        'workshop/examiner/tests/exists': '#!/bin/sh\ntest -e "$1"\n',
      },
    );
    expect(built(imported.labs[0]).tasks).toMatchObject([
      { checks: [{ test: { type: 'script', timeoutMs: 5000, script: '#!/bin/sh\nset -- \'/a b\'\ntest -e "$1"' } }] },
    ]);
    expect(told(page('```examiner:execute-test\nname: gone\n```'), 'unsupported')).toContain('examiner:execute-test');
  });

  it('a workshop is a lab; pages come in path order, by a pathway or by modules', () => {
    const more = {
      'workshop/content/01-two/index.md': 'Two\n',
      'workshop/content/01-two/01-a.md': 'A\n',
      'workshop/setup.d/01.sh': '#!/bin/bash\ntrue\n',
      'workshop/profile': 'x',
    };
    const titles = (extra: Record<string, string>) =>
      built(page('One', { ...more, ...extra }).labs[0]).steps.map(({ title }) => title.en);
    expect(titles({})).toEqual(['One', 'two', 'a']);
    expect(
      titles({ 'workshop/config.yaml': 'pathways: {default: x, paths: {x: {steps: [01-two/01-a, 00-one]}}}\n' }),
    ).toEqual(['a', 'One']);
    expect(titles({ 'workshop/workshop.yaml': 'modules: {activate: [01-two/index]}\n' })).toEqual(['two']);
    expect(built(page('One', more).labs[0])).toMatchObject({
      slug: 'lab-x',
      level: 'intermediate',
      durationMinutes: 90,
      exposures: [{ port: 8080 }],
      instances: [{ setup: 'setup.sh' }],
    });
  });
});

describe('iximiuz Labs', () => {
  const front =
    'kind: challenge\ntitle: Hard one\ndescription: About it.\ndifficulty: hard\ncategories: [containers]\ntagz: [docker]\nplayground:\n  name: docker\n  machines: [{name: dev}, {name: other}]\n  tabs: [{kind: ide}, {machine: dev}, {kind: http-port, name: Web, number: 80, machine: other}]\ntasks:\n  init_a: {init: true, needs: [init_b], machine: dev, run: echo a}\n  init_b: {init: true, machine: dev, user: laborant, env: [A=1], run: echo b}\n  verify_run: {machine: other, run: docker_container_is_running web, hintcheck: echo look, failcheck: "true", timeout_seconds: 30}\n  input_x: {run: "echo x(.input)"}\n  helper_y: {helper: true, run: sleep 5}\n';
  const page = (text: string, more: Record<string, string> = {}) =>
    run({ 'hard-one/index.md': `---\n${front}---\n\n${text}\n`, ...more });
  const body = (imported: Imported) => imported.labs[0]?.steps[0]?.body;

  it.each([
    ['::remark-box\n---\nkind: warning\n---\n\nMind\n::', ':::warning\n\nMind\n:::'],
    ['::remark-box\nMind\n::', ':::note\nMind\n:::'],
    [
      '::details-box\n---\n:summary: More\n---\n\n::remark-box\n---\nkind: error\n---\nDeep\n::\n\n```sh\n::\n```\n::',
      ':::details More\n\n:::caution\nDeep\n:::\n\n```sh\n::\n```\n:::',
    ],
    ['::hint-box\n---\n:summary: Hint 1\n---\nLook\n::', ':::details Hint 1\nLook\n:::'],
    ["::image-box\n---\n:src: __static__/gone.png\n:alt: 'A bridge'\n---\n_Caption_\n::", '*A bridge*\n\n_Caption_'],
    [
      '::tabbed\n---\ntabs:\n  - name: go\n    title: Go\n  - name: py\n---\n#go\nA\n\n#py\n```sh\n#go\n```\n::',
      ':::tabs\n:::tab Go\nA\n\n:::\n:::tab py\n```sh\n#go\n```\n:::\n:::',
    ],
    ['::card\n---\n:challenge: challenges.x\n---\n::\nx', 'x'],
    [
      '::user-input-task\n---\n:tasks: tasks\n:name: input_x\n:validateRegex: ^a$\n---\n#active\nEnter it\n\n#completed\nYay\n::',
      'Enter it',
    ],
    ['```yaml [~/a.yaml]{1,2-3}\na: 1\n```', '```yaml title="~/a.yaml"\na: 1\n```'],
  ])('%j becomes %j', (text, expected) => {
    const imported = page(text);
    expect(body(imported)).toBe(`${expected}\n`);
    built(imported.labs[0]);
  });

  it('tasks become a setup and checks, helpers of theirs included', () => {
    const imported = page(
      'Go.\n\n::simple-task\n---\n:tasks: tasks\n:name: verify_run\n---\n#active\nStart it\n\n#completed\nYay\n::',
      {
        'hard-one/solution-1.md': 'First\n',
        'hard-one/solution-2.md': '::remark-box\nSecond\n::\n',
      },
    );
    const lab = built(imported.labs[0]);
    expect(lab).toMatchObject({
      slug: 'hard-one',
      level: 'advanced',
      exposures: [{ instance: 'other', port: 80 }],
      tasks: [{ id: 'verify-run' }],
    });
    const [check] = lab.tasks[0]?.checks ?? [];
    expect(check).toMatchObject({ instance: 'other', test: { timeoutMs: 30_000 } });
    expect(check?.test).toMatchObject({ script: expect.stringContaining('docker_container_is_running() {') });
    expect(check?.test).toMatchObject({ script: expect.stringContaining('echo look') });
    const setup = imported.labs[0]?.files.get('setup.sh');
    expect(setup && 'text' in setup ? setup.text : '').toMatch(/# init_b\n\(\nexport A='1'\necho b\n\)\n\n# init_a/);
    expect(lab.steps.map(({ title }) => title.en)).toEqual(['Hard one', 'Solution 1', 'Solution 2']);
    expect(told(imported, 'unsupported')).toEqual(
      expect.arrayContaining(['helper task', 'task with x(…)', 'failcheck', 'user of a task', 'tab ide', '#completed']),
    );
  });

  it('other kinds are told', () => {
    const imported = run({
      'a/index.md': '---\nkind: tutorial\ntitle: A\n---\nx\n',
      'b/index.md': '---\nkind: skill-path\ntitle: B\n---\nx\n',
    });
    expect(imported.labs.map(({ slug }) => slug)).toEqual(['a']);
    expect(told(imported, 'unsupported')).toContain('kind skill-path');
  });
});
