// What viewers have done in labs: kept for each viewer and lab, whatever becomes of sessions.
import type { Prisma, PrismaClient } from '@marina/prisma';
import { type QuizAnswer, quizAnswerSchema } from '@marina/protocol/lab-progress';

export type ProgressRecord = {
  lab: string;
  /** The values of the lab's variables are drawn from it. */
  seed: string;
  step: string | null;
  lastAt: Date;
  tasks: { task: string; doneAt: Date | null; hintsShown: number; solutionShown: boolean }[];
  quizzes: { quiz: string; answer: QuizAnswer; isRight: boolean }[];
};

export type ProgressStore = ReturnType<typeof createProgressStore>;

/** Whose progress, and in which lab. */
export type ProgressKey = { viewerId: string; lab: string };

const withParts = { tasks: true, quizzes: true } satisfies Prisma.LabProgressInclude;
type Row = Prisma.LabProgressGetPayload<{ include: typeof withParts }>;

export function createProgressStore(prisma: PrismaClient) {
  return { ...reads(prisma), ...writes(prisma) };
}

function reads(prisma: PrismaClient) {
  return {
    /** Begun now if it was not yet: from then on the student's variables are what they are. */
    async ensure(key: ProgressKey): Promise<ProgressRecord> {
      const find = () => prisma.labProgress.findUnique({ where: { viewerId_lab: key }, include: withParts });
      const known = await find();
      if (known) return toRecord(known);
      await begin(prisma, key);
      const row = await find();
      if (!row) throw new Error(`the progress of ${key.viewerId} in ${key.lab} is gone`);
      return toRecord(row);
    },

    async ofViewer(viewerId: string): Promise<ProgressRecord[]> {
      const rows = await prisma.labProgress.findMany({ where: { viewerId }, include: withParts });
      return rows.map(toRecord);
    },
  };
}

function writes(prisma: PrismaClient) {
  /** Changes come to progress that has begun; the catalogue shows when the last one was. */
  async function touch(key: ProgressKey, change: { step?: string } = {}): Promise<void> {
    await begin(prisma, key);
    await prisma.labProgress.update({ where: { viewerId_lab: key }, data: { ...change, lastAt: new Date() } });
  }

  const task = (key: ProgressKey, name: string) => ({ viewerId_lab_task: { ...key, task: name } });

  return {
    readStep: (key: ProgressKey, step: string) => touch(key, { step }),

    /** The first time counts; a task that is done stays so. */
    async tasksDone(key: ProgressKey, tasks: readonly string[], at: Date): Promise<void> {
      if (tasks.length === 0) return;
      await touch(key);
      await prisma.$transaction([
        prisma.taskProgress.createMany({ data: tasks.map((name) => ({ ...key, task: name })), skipDuplicates: true }),
        prisma.taskProgress.updateMany({
          where: { ...key, task: { in: [...tasks] }, doneAt: null },
          data: { doneAt: at },
        }),
      ]);
    },

    /** False when all `most` hints are shown already. */
    async showHint(key: ProgressKey, name: string, most: number): Promise<boolean> {
      await touch(key);
      await prisma.taskProgress.createMany({ data: [{ ...key, task: name }], skipDuplicates: true });
      const { count } = await prisma.taskProgress.updateMany({
        where: { ...key, task: name, hintsShown: { lt: most } },
        data: { hintsShown: { increment: 1 } },
      });
      return count === 1;
    },

    async showSolution(key: ProgressKey, name: string): Promise<void> {
      await touch(key);
      await prisma.taskProgress.upsert({
        where: task(key, name),
        create: { ...key, task: name, solutionShown: true },
        update: { solutionShown: true },
      });
    },

    /** The last answer counts. */
    async answerQuiz(key: ProgressKey, quiz: string, given: { answer: QuizAnswer; isRight: boolean }): Promise<void> {
      await touch(key);
      const seen = { ...given, answeredAt: new Date() };
      await prisma.quizProgress.upsert({
        where: { viewerId_lab_quiz: { ...key, quiz } },
        create: { ...key, quiz, ...seen },
        update: seen,
      });
    },
  };
}

/** No error when another request began it at the same moment. */
async function begin(prisma: PrismaClient, key: ProgressKey): Promise<void> {
  await prisma.labProgress.createMany({ data: [{ ...key, seed: `${key.viewerId} ${key.lab}` }], skipDuplicates: true });
}

function toRecord({ lab, seed, step, lastAt, tasks, quizzes }: Row): ProgressRecord {
  return {
    lab,
    seed,
    step,
    lastAt,
    tasks,
    quizzes: quizzes.map(({ quiz, answer, isRight }) => ({ quiz, answer: quizAnswerSchema.parse(answer), isRight })),
  };
}
