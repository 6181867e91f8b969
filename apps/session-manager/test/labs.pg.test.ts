import { labContentSchema } from '@marina/protocol/lab-content';
import { labProgressSchema } from '@marina/protocol/lab-progress';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestLabs, type TestLabs } from './test-labs.ts';
import { startTestManager, type TestManager } from './test-manager.ts';

let labs: TestLabs;
let manager: TestManager;
beforeAll(async () => {
  labs = await makeTestLabs();
  manager = await startTestManager({ MARINA_LABS: labs.directory });
});
afterAll(async () => {
  await manager[Symbol.asyncDispose]();
  await labs[Symbol.asyncDispose]();
});

const read = async (path: string, browser = manager.browser()): Promise<unknown> =>
  (await browser.request('GET', `/api/v1${path}`)).json();

describe('labs to read', () => {
  it('the shelf tells what there is in each lab, and paths their order', async () => {
    expect(await read('/labs')).toEqual({
      labs: [
        {
          slug: 'harbour',
          title: { en: 'Harbour', fr: 'Port' },
          summary: { en: 'A lab.', fr: 'Un lab.' },
          level: 'beginner',
          durationMinutes: 20,
          tags: [],
          languages: ['en', 'fr'],
          instances: [{ name: 'node1', image: 'marina/docker' }],
          egress: 'none',
          counts: { steps: 1, tasks: 2, quizzes: 1 },
          points: 6,
        },
      ],
    });
    expect(await read('/paths')).toEqual({
      paths: [{ slug: 'first', title: { en: 'First' }, summary: { en: 'Begin here.' }, labs: ['harbour'] }],
    });
  });

  it('a lab is read without what must be earned', async () => {
    const text = await (await manager.browser().request('GET', '/api/v1/labs/harbour')).text();
    const content = labContentSchema.parse(JSON.parse(text));
    expect(content.steps[0]?.title).toEqual({ en: 'Volumes', fr: 'Volumes' });
    expect(content.tasks).toEqual([
      { id: 'volume', step: '01-volumes', points: 1, checks: 1 },
      { id: 'page', step: '01-volumes', points: 3, checks: 1 },
    ]);
    expect(content.layout).toEqual({ terminals: ['node1'], split: 'columns' });
    expect(content.exposures).toMatchObject([{ instance: 'node1', port: '8080', path: '/' }]);
    for (const secret of ['First hint', 'docker volume create', 'It is local', '"right"'])
      expect(text).not.toContain(secret);
  });

  it('pictures come as pictures, and nothing else comes', async () => {
    const browser = manager.browser();
    const picture = await browser.request('GET', '/api/v1/labs/harbour/files/images/chart.png');
    expect(await picture.text()).toBe('a picture');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of [
      'images/chart.svg',
      'lab.yaml',
      'images/none.png',
      '../harbour/images/chart.png',
      '..%2fpaths.yaml',
    ])
      expect((await browser.errorOf('GET', `/api/v1/labs/harbour/files/${name}`)).status, name).toBe(404);
  });
});

describe('progress', () => {
  it('a reader becomes a guest, whose variables and step stay as they are', async () => {
    const browser = manager.browser();
    const first = labProgressSchema.parse(await read('/labs/harbour/progress', browser));
    expect(browser.cookie).not.toBe('');
    expect(first).toEqual({ variables: { word: expect.any(String) }, step: null, tasks: {}, quizzes: {} });
    const put = await browser.request('PUT', '/api/v1/labs/harbour/progress/step', { step: '01-volumes' });
    expect(put.status).toBe(204);
    expect(await read('/labs/harbour/progress', browser)).toEqual({ ...first, step: '01-volumes' });
    expect(await read('/progress')).toEqual({ labs: {} });
  });

  it('hints come one at a time, until there are no more', async () => {
    const browser = manager.browser();
    const ask = () => browser.request('POST', '/api/v1/labs/harbour/tasks/volume/hints');
    expect(JSON.stringify(await (await ask()).json())).toMatch(/First hint.*Premier indice/);
    expect(await (await ask()).json()).toMatchObject({ hints: [{}, {}], solution: null, doneAt: null });
    expect(await browser.errorOf('POST', '/api/v1/labs/harbour/tasks/volume/hints')).toMatchObject({
      status: 409,
      code: 'no-more-hints',
    });
  });

  it('a solution is shown when it is asked for', async () => {
    const browser = manager.browser();
    await browser.request('POST', '/api/v1/labs/harbour/tasks/volume/solution');
    const { tasks } = labProgressSchema.parse(await read('/labs/harbour/progress', browser));
    expect(JSON.stringify(tasks.volume?.solution)).toContain('docker volume create data');
    expect(tasks.volume?.hints).toEqual([]);
  });

  it('the last answer to a quiz counts, and brings the explanation', async () => {
    const browser = manager.browser();
    const answer = (chosen: number[]) =>
      browser.request('POST', '/api/v1/labs/harbour/quizzes/driver/answer', { chosen });
    expect(await (await answer([0])).json()).toMatchObject({ answer: { chosen: [0] }, isRight: false });
    const right = await (await answer([1])).json();
    expect(right).toMatchObject({ isRight: true });
    expect(JSON.stringify(right)).toContain('It is local');
    expect(await read('/progress', browser)).toEqual({
      labs: { harbour: { tasksDone: 0, quizzesRight: 1, points: 2, step: null, lastAt: expect.any(String) } },
    });
  });

  it.each([
    ['GET', '/labs/none', undefined, 'lab-not-found'],
    ['GET', '/labs/none/progress', undefined, 'lab-not-found'],
    ['PUT', '/labs/harbour/progress/step', { step: '09-none' }, 'step-not-found'],
    ['PUT', '/labs/harbour/progress/step', { step: 1 }, 'bad-request'],
    ['POST', '/labs/harbour/tasks/none/hints', undefined, 'task-not-found'],
    ['POST', '/labs/harbour/tasks/page/hints', undefined, 'no-more-hints'],
    ['POST', '/labs/harbour/tasks/page/solution', undefined, 'no-solution'],
    ['POST', '/labs/harbour/quizzes/none/answer', { chosen: [] }, 'quiz-not-found'],
    ['POST', '/labs/harbour/quizzes/driver/answer', { chosen: [-1] }, 'bad-request'],
    ['POST', '/labs/harbour/quizzes/driver/answer', { chosen: [1], text: 'local' }, 'bad-request'],
  ])('%s %s with %j is refused as %s', async (method, path, body, code) => {
    expect((await manager.browser().errorOf(method, `/api/v1${path}`, body)).code).toBe(code);
  });

  it('where people must sign in, nobody becomes a guest', async () => {
    await using closed = await startTestManager({ MARINA_LABS: labs.directory, MARINA_SIGN_IN: 'required' });
    expect((await closed.browser().errorOf('GET', '/api/v1/labs/harbour/progress')).code).toBe('sign-in-required');
    expect(await read('/progress', closed.browser())).toEqual({ labs: {} });
  });

  it('what a guest has done becomes the account’s at its first visit', async () => {
    await using database = await startTestManager({ MARINA_LABS: labs.directory });
    const browser = database.browser();
    await browser.request('PUT', '/api/v1/labs/harbour/progress/step', { step: '01-volumes' });
    const before = await read('/labs/harbour/progress', browser);
    const account = { email: 'ada@example.org', name: 'Ada', password: 'a-long-enough-password' };
    await database.addAccount(account);
    await database.restart({ MARINA_SIGN_IN: 'required' });
    const guest = browser.cookie;
    await browser.request('POST', '/api/auth/sign-in/email', account);
    browser.cookie = `${guest}; ${browser.cookie}`;
    expect(await read('/labs/harbour/progress', browser)).toEqual(before);
    expect((await database.browser().errorOf('GET', '/api/v1/labs/harbour/progress')).code).toBe('sign-in-required');
  });
});
