import { describe, expect, it } from 'vitest';
import type { Imported } from './imported-lab.ts';
import { built, run, told } from './tried-import.ts';

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
