import { describe, expect, it } from 'vitest';
import type { StepContext } from './context.ts';
import { readStep } from './step.ts';

function context(): StepContext {
  return {
    file: 'x/01-a.en.md',
    language: 'en',
    leading: true,
    instances: ['node1', 'node2'],
    variables: new Set(['name', 'port']),
    problems: [],
    links: [],
    actions: [],
    solution: null,
  };
}

function read(text: string) {
  const own = context();
  const step = readStep(`# T\n\n${text}`, own);
  return { ...step, actions: own.actions, problems: own.problems.map(({ code, line }) => `${line} ${code}`) };
}

const text = (words: string) => ({ type: 'text', text: words });

it('an invisible character that hides or turns around what is written is refused, accents and emoji are not', () => {
  expect(read('```sh run\necho \u202etxt.exe\n```\n\na\u001b[8mb').problems).toEqual([
    '4 hidden-character',
    '7 hidden-character',
  ]);
  expect(read('```sh run\n\techo été 👩‍🚀\r\n```\n').problems).toEqual([]);
});

describe('code', () => {
  it.each([
    ['sh', null, true],
    ['sh run', { type: 'run', target: { instance: 'node1', terminal: 1 }, interrupt: false }, true],
    ['sh node2 run', { type: 'run', target: { instance: 'node2', terminal: 1 }, interrupt: false }, true],
    ['sh node2#3 run interrupt', { type: 'run', target: { instance: 'node2', terminal: 3 }, interrupt: true }, true],
    ['sh interrupt', { type: 'run', target: { instance: 'node1', terminal: 1 }, interrupt: true }, true],
    ['sh copy', { type: 'copy' }, true],
    ['sh nocopy', null, false],
  ])('```%s says what a click does', (info, action, copy) => {
    const { document, problems } = read(`\`\`\`${info}\ndocker ps\n\`\`\`\n`);
    expect(problems).toEqual([]);
    expect(document).toEqual([{ type: 'code', language: 'sh', text: 'docker ps', title: null, action, copy }]);
  });

  it('has a title, and does not run by itself', () => {
    const { document, actions } = read('```dockerfile title="web/Dockerfile"\nFROM nginx\n```\n');
    expect(document[0]).toMatchObject({ language: 'dockerfile', title: 'web/Dockerfile', action: null });
    expect(actions).toEqual([]);
  });

  it('within a line runs, too, and what follows stays text', () => {
    const { document, actions } = read('Try `docker ps`{{run node2}} now, or `x`{{copy}}.');
    expect(document).toEqual([
      {
        type: 'paragraph',
        children: [
          text('Try '),
          {
            type: 'code',
            text: 'docker ps',
            action: { type: 'run', target: { instance: 'node2', terminal: 1 }, interrupt: false },
          },
          text(' now, or '),
          { type: 'code', text: 'x', action: { type: 'copy' } },
          text('.'),
        ],
      },
    ]);
    expect(actions).toEqual([{ type: 'run', instance: 'node2', terminal: 1, interrupt: false, text: 'docker ps' }]);
  });

  it('keeps the templates of Docker as they are', () => {
    const { document, problems } = read(
      "`docker ps --format '{{.Names}}'` and\n\n```sh\ndocker inspect -f '{{json .Mounts}}' {{name}}\n```\n",
    );
    expect(problems).toEqual([]);
    expect(document[1]).toMatchObject({ text: "docker inspect -f '{{json .Mounts}}' {{name}}" });
  });

  it.each(['sh nowhere run', 'sh run=1', 'sh Run!', 'sh run timeout=900'])('```%s is refused with its line', (info) => {
    expect(read(`\`\`\`${info}\nx\n\`\`\`\n`).problems).toEqual([
      expect.stringMatching(/^3 (code-words|instance-unknown)$/),
    ]);
  });

  it('of Mermaid is a diagram', () => {
    expect(read('```mermaid\ngraph LR\n a-->b\n```\n').document).toEqual([
      { type: 'diagram', text: 'graph LR\n a-->b' },
    ]);
  });
});

describe('links and variables', () => {
  it.each([
    ['{{port node2:8080}}', { type: 'portLink', instance: 'node2', port: '8080', path: '/', children: [] }],
    ['{{port 8080/a?b=1}}', { type: 'portLink', instance: 'node1', port: '8080', path: '/a?b=1', children: [] }],
    ['{{port node1:port}}', { type: 'portLink', instance: 'node1', port: '{{port}}', path: '/', children: [] }],
    [
      '[Open]({{port node1:80}}/x)',
      { type: 'portLink', instance: 'node1', port: '80', path: '/x', children: [text('Open')] },
    ],
    ['[Open](port:80)', { type: 'portLink', instance: 'node1', port: '80', path: '/', children: [text('Open')] }],
    ['[Go](https://x.example/a)', { type: 'link', href: 'https://x.example/a', children: [text('Go')] }],
    ['[Next](lab:volumes)', { type: 'labLink', lab: 'volumes', children: [text('Next')] }],
    ['{{name}}', { type: 'variable', name: 'name' }],
    ['![Bridge](images/b.png)', { type: 'image', source: 'images/b.png', alt: 'Bridge' }],
  ])('%s', (markdown, inline) => {
    const { document, problems } = read(markdown);
    expect(problems).toEqual([]);
    expect(document).toEqual([{ type: 'paragraph', children: [inline] }]);
  });

  it.each([
    ['[a](javascript:alert(1))', 'link-refused'],
    ['[a](JaVaScRiPt:alert(1))', 'link-refused'],
    ['[a](&#106;avascript:alert(1))', 'link-refused'],
    ['[a](data:text/html,<script>)', 'link-refused'],
    ['[a](vbscript:x)', 'link-refused'],
    ['[a](//evil.example)', 'link-refused'],
    ['[a](/etc/passwd)', 'link-refused'],
    ['[a](<https://[bad>)', 'link-refused'],
    ['[a](file:///etc/passwd)', 'link-refused'],
    ['![a](https://tracker.example/x.png)', 'image-refused'],
    ['![a](../../secret.png)', 'image-refused'],
    ['![a](images/%2e%2e/%2e%2e/x.png)', 'image-refused'],
    ['![a](x.svg)', 'image-refused'],
    ['![a](data:image/svg+xml,<svg/onload=alert(1)>)', 'image-refused'],
    ['{{who}}', 'variable-unknown'],
    ['{{port node9:80}}', 'instance-unknown'],
    ['{{port node1:99999}}', 'link-refused'],
    ['{{run}}', 'code-words'],
  ])('%s is refused', (markdown, code) => {
    expect(read(markdown).problems).toContain(`3 ${code}`);
  });
});

describe('blocks', () => {
  it('of GitHub’s Markdown keep their shape', () => {
    const { document, problems } = read(
      '## A *b*\n\n1. one\n2. two\n\n   - [ ] open\n   - [x] done\n\n> quoted\n\n| a | b |\n|:--|--:|\n| `1` | 2 |\n\n---\n\n~~old~~ **new**  \nline https://x.example/\n',
    );
    expect(problems).toEqual([]);
    expect(document.map(({ type }) => type)).toEqual(['heading', 'list', 'quote', 'table', 'divider', 'paragraph']);
    expect(document[0]).toMatchObject({ level: 2, id: 'a-b' });
    expect(document[1]).toMatchObject({
      ordered: true,
      items: [{ checked: null }, { children: [{}, { items: [{ checked: false }, { checked: true }] }] }],
    });
    expect(document[3]).toMatchObject({
      align: ['left', 'right'],
      rows: [[[{ type: 'code', text: '1' }], [text('2')]]],
    });
  });

  it('open and close with ::: however many colons there are, and nest', () => {
    const { document, problems } = read(
      ':::note Mind\nA\n\n::::details Why?\n```md\n:::task x\n```\n:::\n:::\n\n:::tabs\n:::tab Debian\napt\n:::\n:::tab Alpine\napk\n:::\n:::\n\n> [!WARNING]\n> B\n',
    );
    expect(problems).toEqual([]);
    expect(document).toMatchObject([
      {
        type: 'admonition',
        kind: 'note',
        title: 'Mind',
        children: [{}, { type: 'details', title: 'Why?', children: [{ type: 'code', text: ':::task x' }] }],
      },
      { type: 'tabs', tabs: [{ title: 'Debian' }, { title: 'Alpine' }] },
      { type: 'admonition', kind: 'warning', title: null, children: [{ type: 'paragraph', children: [text('B')] }] },
    ]);
  });

  it.each([
    [':::note\nA\n', '3 block-unclosed'],
    ['A\n\n:::\n', '5 block-unopened'],
    ['- a\n  :::note\n  b\n', '4 block-misplaced'],
    [':::hint\nA\n:::\n', '3 block-misplaced'],
    [':::tabs\nA\n:::\n', '4 block-misplaced'],
    [':::task a\n:::task b\n:::\n:::\n', '4 block-misplaced'],
    [':::what\n:::\n', '3 block-unknown'],
    ['# Second\n', '1 step-title'],
  ])('%j is told', (markdown, problem) => {
    expect(read(markdown).problems).toContain(problem);
  });

  it('nested deeper than anybody reads are refused, not cut', () => {
    expect(read(`${'> '.repeat(20)}deep`).problems).toEqual([]);
    expect(read(`${'> '.repeat(40)}deep`).problems).toEqual(['3 nesting-too-deep']);
    expect(read(':::note\n'.repeat(12) + ':::\n'.repeat(12)).problems).toContain('11 nesting-too-deep');
  });

  it('remarks of authors are left out, but not in code', () => {
    const { document, problems } = read('<!-- todo\n:::note\n-->\nA\n\n```html\n<!-- stays -->\n```\n\n:::hint\n');
    expect(document).toMatchObject([{ children: [text('A')] }, { text: '<!-- stays -->' }]);
    expect(problems[0]).toBe('12 block-unclosed');
  });
});

describe('HTML', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<details open ontoggle=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">x</a>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<form id=getElementById><input name=cookie>',
    '`<script>`',
    '    <script>indented</script>',
    '[<img src=x onerror=alert(1)>](https://x.example/"onmouseover="alert(1))',
  ];

  it.each(corpus)('%s is text or code, and nothing else', (html) => {
    const { document } = read(html);
    const types = new Set([...JSON.stringify(document).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type));
    for (const type of types) expect(['paragraph', 'text', 'code', 'link', 'emphasis']).toContain(type);
    expect(JSON.stringify(document)).not.toMatch(/"href":"(?!https?:|mailto:|#)/);
  });

  it('is told to its author', () => {
    expect(read('a<br>b').problems).toEqual(['3 html-shown']);
    expect(read('1 < 2 and 3 > 2, <= too').problems).toEqual([]);
  });
});

describe('a quiz', () => {
  it.each([
    ['Which?\n\n- ( ) host\n- (x) bridge', 'single', { kind: 'single', right: 1 }],
    ['Which?\n- [x] a\n- [ ] b\n- [X] c', 'several', { kind: 'several', right: [0, 2] }],
    ['What is it?\n\n= {{name}}\n= the *', 'text', { kind: 'text', accepted: ['{{name}}', 'the *'] }],
  ])('%j', (body, kind, key) => {
    const { document, quizzes, problems } = read(
      `:::quiz drivers points=2\n${body}\n\n:::explanation\nBecause.\n:::\n:::\n`,
    );
    expect(problems).toEqual([]);
    expect(document).toMatchObject([{ type: 'quiz', id: 'drivers', kind }]);
    expect(quizzes).toMatchObject([{ id: 'drivers', points: 2, key, explanation: [{ type: 'paragraph' }] }]);
    expect(JSON.stringify(document)).not.toMatch(/right|Because|accepted/);
  });

  it.each([
    'A?\n- ( ) a\n- ( ) b',
    'A?\n- (x) a\n- (x) b',
    'A?\n- (x) a\n- [ ] b',
    'A?',
    'A?\n- [ ] a\n- [ ] b',
    'A?\n- (x) a',
  ])('%j has no usable answer', (body) => {
    expect(read(`:::quiz q\n${body}\n:::\n`).problems).toEqual(['3 quiz-answer']);
  });
});

describe('a task', () => {
  it('holds checks, hints and a solution, none of which is in the document', () => {
    const { document, tasks, actions, problems } = read(
      ':::task web points=3\nStart `web`.\n\n```yaml check\ncontainer: web\nnot: {networks: [bridge]}\n```\n\n```sh check node2 timeout=5\ntest -e /x\n```\n\n:::hint\nOne\n\n```sh run\nhinted\n```\n:::\n\n:::solution\n```sh run\nsolved\n```\n:::\n:::\n',
    );
    expect(problems).toEqual([]);
    expect(document).toEqual([
      {
        type: 'task',
        id: 'web',
        points: 3,
        hints: 1,
        hasSolution: true,
        children: [
          { type: 'paragraph', children: [text('Start '), { type: 'code', text: 'web', action: null }, text('.')] },
        ],
      },
    ]);
    expect(tasks[0]?.checks).toEqual([
      {
        instance: 'node1',
        say: null,
        test: { type: 'assertion', assertion: { container: 'web', not: { networks: ['bridge'] } } },
      },
      { instance: 'node2', say: null, test: { type: 'script', script: 'test -e /x', timeoutMs: 5000 } },
    ]);
    expect(tasks[0]?.solutionRuns).toMatchObject([{ text: 'solved' }]);
    expect(actions).toEqual([{ type: 'task', id: 'web' }]);
  });

  it.each([':::task', ':::task Web', ':::task a b', ':::task a points=x', ':::task a colour=red'])(
    '%s is told',
    (opening) => {
      const { problems } = read(`${opening}\nx\n:::\n`);
      expect(problems).toEqual([expect.stringMatching(/^3 (task-name|block-words)$/)]);
    },
  );
});
