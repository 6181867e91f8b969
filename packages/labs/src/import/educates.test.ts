import { describe, expect, it } from 'vitest';
import type { Imported } from './imported-lab.ts';
import { built, run, told } from './tried-import.ts';

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
