// Small content of our own for every construct of the formats that are imported.
import { describe, expect, it } from 'vitest';
import type { Imported } from './imported-lab.ts';
import { built, run, told } from './tried-import.ts';

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
