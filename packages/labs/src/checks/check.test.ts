import { describe, expect, it } from 'vitest';
import { type Check, evaluateCheck, fillCheck } from './check.ts';
import type { CheckAnswer, CheckRequest } from './requests.ts';
import { runChecks } from './run-checks.ts';

const script = (text: string): Check => ({
  instance: 'node1',
  say: null,
  test: { type: 'script', script: text, timeoutMs: 5000 },
});

async function run(checks: Check[], answer: (request: CheckRequest) => CheckAnswer) {
  const asked: CheckRequest[][] = [];
  const verdicts = await runChecks(
    checks.map((check) => evaluateCheck(check, { webPort: '8123' }, 'fr')),
    async (requests) => {
      asked.push([...requests]);
      return requests.map(answer);
    },
  );
  return { verdicts, asked };
}

const exec = (exitCode: number, stdout: string): CheckAnswer => ({ type: 'exec', exitCode, stdout, stderr: '' });

describe('a script', () => {
  it('passes with exit 0 and knows language and variables', async () => {
    const { verdicts, asked } = await run([script('true')], () => exec(0, 'noise'));
    expect(verdicts).toEqual([{ passed: true }]);
    expect(asked[0]).toEqual([
      {
        type: 'exec',
        instance: 'node1',
        command: ['/bin/sh', '-c', 'true'],
        env: { WEB_PORT: '8123', MARINA_LANGUAGE: 'fr' },
        timeoutMs: 5000,
        maxOutputBytes: 65_536,
      },
    ]);
  });

  it.each([
    ['a\nThe last line\n\n', 'The last line.'],
    ['', 'This is not done yet.'],
    ['x'.repeat(5000), `X${'x'.repeat(298)}…`],
  ])('that fails with %j tells its last line', async (stdout, told) => {
    const { verdicts } = await run([script('false')], () => exec(1, stdout));
    expect(verdicts[0]).toMatchObject({ passed: false, sentence: { en: told } });
  });

  it('may be of another interpreter', async () => {
    const { asked } = await run([script('#!/usr/bin/env python3\nprint(1)')], () => exec(0, ''));
    expect(asked[0]?.[0]).toMatchObject({
      command: ['/usr/bin/env', 'python3', '-c', '#!/usr/bin/env python3\nprint(1)'],
    });
  });

  it('that takes too long says so', async () => {
    const { verdicts } = await run([script('sleep 9')], () => ({ type: 'none', reason: 'timeout' }));
    expect(verdicts[0]).toMatchObject({ sentence: { fr: 'Le contrôle a pris trop de temps.' } });
  });
});

describe('a check', () => {
  const check: Check = {
    instance: 'node1',
    say: { en: 'Look at {{name}} again' },
    test: {
      type: 'assertion',
      assertion: { container: '{{name}}', env: { PORT: '{{webPort}}' }, ports: ['{{webPort}}:80'] },
    },
  };

  it('has its variables filled, in keys, numbers and sentences', () => {
    const filled = fillCheck(check, { name: 'harbour', webPort: '8123' });
    expect(filled.say).toEqual({ en: 'Look at harbour again' });
    expect(filled.test).toMatchObject({
      assertion: { container: 'harbour', env: { PORT: '8123' }, ports: ['8123:80'] },
    });
    expect(check.test).toMatchObject({ assertion: { container: '{{name}}' } });
  });

  it('says its own sentence, in another language where it has no other', async () => {
    const { verdicts } = await run([fillCheck(check, { name: 'a' })], () => ({
      type: 'docker',
      status: 404,
      body: {},
    }));
    expect(verdicts).toEqual([{ passed: false, sentence: { en: 'Look at a again.', fr: 'Look at a again.' } }]);
  });
});

it('many checks ask for the same thing once', async () => {
  const one: Check = { ...script(''), test: { type: 'assertion', assertion: { network: 'front' } } };
  const other: Check = { ...one, test: { type: 'assertion', assertion: { network: 'back' } } };
  const { asked, verdicts } = await run([one, one, other], (request) => ({
    type: 'docker',
    status: 200,
    body:
      request.type === 'docker' && request.path === '/networks'
        ? [{ Id: 'a'.repeat(12), Name: 'front' }]
        : { Name: 'front' },
  }));
  expect(asked.map((batch) => batch.length)).toEqual([1, 1]);
  expect(verdicts.map(({ passed }) => passed)).toEqual([true, true, false]);
});

it('what an earlier batch has told is not asked again', async () => {
  const about = (container: string): Check => ({
    ...script(''),
    test: { type: 'assertion', assertion: { container } },
  });
  const inspected = {
    Id: 'a',
    Name: '/web',
    State: { Status: 'running' },
    Config: {},
    HostConfig: {},
    NetworkSettings: {},
  };
  const { asked, verdicts } = await run([about('web'), about('we*')], (request) => ({
    type: 'docker',
    status: 200,
    body: request.type === 'docker' && request.path.includes('?') ? [{ Names: ['/web'], State: 'running' }] : inspected,
  }));
  expect(verdicts).toEqual([{ passed: true }, { passed: true }]);
  expect(asked.filter((batch) => batch.length > 0)).toHaveLength(1);
  expect(asked[0]).toHaveLength(2);
});
