import { expect, it } from 'vitest';
import { taskFacts } from './task-facts.ts';

const task = (hints: number, hasSolution: boolean) => ({ type: 'task', id: 'web', children: [], hints, hasSolution });

it('a translation without hints and solution offers those of the leading language, wherever the task stands', () => {
  const lab = {
    tasks: [{ id: 'web', step: '01-start', points: 2, checks: 1 }],
    steps: [
      {
        slug: '01-start',
        title: { en: 'Start' },
        documents: {
          en: [{ type: 'tabs', tabs: [{ title: 'One', children: [task(2, true)] }] }],
          fr: [task(0, false)],
        },
      },
    ],
  };
  expect(taskFacts(lab, 'web')).toEqual({ points: 2, hints: 2, hasSolution: true });
  expect(taskFacts(lab, 'gone')).toEqual({ points: 0, hints: 0, hasSolution: false });
});
