// What a student does with a lab's guide.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fillText } from '@marina/labs/fill-document';
import { inLanguage, type Lab, type Quiz, type RunAction, type Step } from '@marina/labs/lab';
import { loadLab } from '@marina/labs/load-catalogue';
import { isError } from '@marina/labs/problem';
import { labProgressSchema } from '@marina/protocol/lab-progress';
import { expect, type Locator, type Page } from '@playwright/test';
import type { StudentPage } from './student-page.ts';

/** Docker's work for one command, an image from the registry included. */
const promptTimeoutMs = 60_000;

export async function readShippedLab(slug: string): Promise<Lab> {
  const directory = path.join(process.env.MARINA_LABS ?? path.join(import.meta.dirname, '../../labs'), slug);
  const { lab, problems } = await loadLab(directory);
  expect(problems.filter(isError)).toEqual([]);
  if (!lab) throw new Error(`there is no lab in ${directory}`);
  return lab;
}

/** The words of the page in one of its languages, so that a journey can be made in each. */
export async function readMessages(language: string): Promise<Messages> {
  const file = path.join(import.meta.dirname, `../../apps/web/messages/${language}.json`);
  return JSON.parse(await readFile(file, 'utf8')) as Messages;
}

type Messages = { guide: Record<'start' | 'next' | 'retry' | 'allDone', string> & { quiz: Record<'answer', string> } };

export class GuidePage {
  readonly page: Page;
  readonly #student: StudentPage;
  readonly #lab: Lab;
  readonly #language: string;
  readonly #messages: Messages;

  constructor(student: StudentPage, lab: Lab, language: string, messages: Messages) {
    this.page = student.page;
    this.#student = student;
    this.#lab = lab;
    this.#language = language;
    this.#messages = messages;
  }

  get guide(): Locator {
    return this.page.locator('[data-guide]');
  }

  get runButtons(): Locator {
    return this.guide.locator('[data-run]');
  }

  task(id: string): Locator {
    return this.guide.locator(`[data-task="${id}"]`);
  }

  /** From the text of the lab to its terminals, whose text is then in the page. */
  async start(): Promise<void> {
    await this.page.getByRole('button', { name: this.#messages.guide.start }).locator('visible=true').click();
    await this.#student.keepTextInPage();
    await this.#student.seesPrompt();
    await this.#student.dockerIsReady();
  }

  /** Clicks what runs, solves what is to be solved and answers what is asked, from the step's first line to its last. */
  async doStep(step: Step): Promise<void> {
    const actions = inLanguage(this.#lab, step.actions, this.#language)?.value ?? [];
    let clicked = 0;
    for (const action of actions) {
      if (action.type === 'task') await this.solve(action.id);
      else await this.#untilPrompt(() => this.runButtons.nth(clicked++).click());
    }
    for (const quiz of this.#lab.quizzes.filter((other) => other.step === step.slug)) await this.answer(quiz);
  }

  async solve(id: string): Promise<void> {
    const task = this.#lab.tasks.find((other) => other.id === id);
    const runs: RunAction[] = (task && inLanguage(this.#lab, task.solutionRuns, this.#language)?.value) ?? [];
    await expect(this.task(id)).toHaveAttribute('data-state', 'looking');
    await expect(this.task(id).getByTestId('verdicts')).toBeVisible();
    const { variables } = await this.#progress();
    for (const line of runs.flatMap(({ text }) => fillText(text, { variables }).trim().split('\n'))) {
      await this.#untilPrompt(() => this.#student.type(line));
    }
    await expect(this.task(id), id).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  }

  async answer({ id, key }: Quiz): Promise<void> {
    const quiz = this.guide.locator(`[data-quiz="${id}"]`);
    const chosen = key.kind === 'single' ? [key.right] : key.kind === 'several' ? key.right : [];
    for (const option of chosen)
      await quiz
        .getByRole(key.kind === 'single' ? 'radio' : 'checkbox')
        .nth(option)
        .check();
    if (key.kind === 'text') {
      const { variables } = await this.#progress();
      await quiz.getByRole('textbox').fill(fillText(key.accepted[0] ?? '', { variables }).replaceAll('*', ''));
    }
    await quiz.getByRole('button', { name: this.#messages.guide.quiz.answer }).click();
    await expect(quiz).toHaveAttribute('data-right', 'true');
  }

  async goOn(): Promise<void> {
    await this.guide.getByRole('button', { name: this.#messages.guide.next, exact: true }).click();
    // The guide scrolls, and nothing around it: else the page's own head is gone with the step before.
    await expect.poll(() => this.guide.evaluate(roomAround)).toBe(0);
  }

  /** Acts, then waits as a person does: until something new is seen, and a prompt at its end. */
  async #untilPrompt(act: () => Promise<void>): Promise<void> {
    const before = await this.#student.text();
    await act();
    let previous = before;
    const isQuiet = async () => {
      const text = await this.#student.text();
      const isStill = text === previous;
      previous = text;
      return isStill && text !== before && /[#$%>:]\s*$/.test(text.trimEnd());
    };
    await expect.poll(isQuiet, { timeout: promptTimeoutMs, intervals: [400] }).toBe(true);
  }

  async #progress() {
    const reply = await this.page.request.get(`/api/v1/labs/${this.#lab.slug}/progress`);
    return labProgressSchema.parse(await reply.json());
  }
}

/** How far what holds the element could be scrolled, all together. */
function roomAround(element: Element): number {
  let room = 0;
  for (let holder = element.parentElement; holder; holder = holder.parentElement)
    room += holder.scrollHeight - holder.clientHeight;
  return room;
}
