// What is gathered beside the document while a step is read.
import type { Block } from '../document.ts';
import type { QuizText } from './quiz-block.ts';
import type { Section } from './sections.ts';
import type { TaskText } from './task-block.ts';

export type Gathered = {
  tasks: TaskText[];
  quizzes: QuizText[];
  inTask: boolean;
  /** Reads what is within a block, whatever kinds of block are in it. */
  read: (sections: readonly Section[], gathered: Gathered) => Block[];
};
