// One file of a step: its title, its document, and the tasks and quizzes that stand in it.
import type { Block, Document } from '../document.ts';
import { plainText } from '../document.ts';
import { readMarkdown } from './blocks.ts';
import { withoutComments } from './comments.ts';
import { report, type StepContext } from './context.ts';
import type { Gathered } from './gathered.ts';
import { refuseHiddenCharacters } from './hidden-characters.ts';
import { type QuizText, readQuiz } from './quiz-block.ts';
import { admonitionKinds } from './quote.ts';
import { type BlockSection, readSections, type Section } from './sections.ts';
import { readTask, type TaskText } from './task-block.ts';

export type StepText = { title: string; document: Document; tasks: TaskText[]; quizzes: QuizText[] };

export function readStep(text: string, context: StepContext): StepText {
  const gathered: Gathered = {
    tasks: [],
    quizzes: [],
    inTask: false,
    read: (sections, inner) => readAll(sections, context, inner),
  };
  refuseHiddenCharacters(text, context);
  const sections = readSections(withoutComments(text), 1, context);
  const blocks = readAll(sections, context, gathered);
  const [first, ...rest] = blocks;
  const tops = blocks.filter((block) => block.type === 'heading' && block.level === 1).length;
  if (first?.type !== 'heading' || first.level !== 1 || tops > 1)
    report(context, 'step-title', 1, tops > 1 ? 'The step has several titles.' : 'The step has no title.');
  const titled = first?.type === 'heading' && first.level === 1;
  return {
    title: titled ? plainText(first.children) : '',
    document: titled ? rest : blocks,
    tasks: gathered.tasks,
    quizzes: gathered.quizzes,
  };
}

function readAll(sections: readonly Section[], context: StepContext, gathered: Gathered): Block[] {
  return sections.flatMap((section) =>
    section.type === 'markdown'
      ? readMarkdown(section.text, section.line, context)
      : readBlockSection(section, context, gathered),
  );
}

function readBlockSection(section: BlockSection, context: StepContext, gathered: Gathered): Block[] {
  const { name, words, line, children } = section;
  const kind = admonitionKinds.find((admonition) => admonition === name);
  if (kind) {
    const title = words === '' ? null : words;
    return [{ type: 'admonition', kind, title, children: readAll(children, context, gathered) }];
  }
  switch (name) {
    case 'details':
      if (words === '') report(context, 'block-words', line, 'Say what the details are about: :::details Why so?');
      return [{ type: 'details', title: words, children: readAll(children, context, gathered) }];
    case 'tabs':
      return [readTabs(section, context, gathered)];
    case 'task':
      if (gathered.inTask) report(context, 'block-misplaced', line, 'A task stands within another task.');
      return readTask(section, context, gathered);
    case 'quiz':
      return readQuiz(section, context, gathered);
    case 'tab':
    case 'hint':
    case 'solution':
    case 'explanation':
      report(context, 'block-misplaced', line, `A :::${name} does not stand here.`);
      return [];
    default:
      report(context, 'block-unknown', line, `There is no block ":::${name}".`);
      return readAll(children, context, gathered);
  }
}

function readTabs({ line, children }: BlockSection, context: StepContext, gathered: Gathered): Block {
  const tabs = children.flatMap((child) => {
    if (child.type !== 'block' || child.name !== 'tab') {
      report(context, 'block-misplaced', child.line, 'Everything in :::tabs stands in a :::tab.');
      return [];
    }
    if (child.words === '') report(context, 'block-words', child.line, 'Say what the tab shows: :::tab Debian');
    return [{ title: child.words, children: readAll(child.children, context, gathered) }];
  });
  if (tabs.length === 0) report(context, 'block-words', line, 'There is no :::tab in these :::tabs.');
  return { type: 'tabs', tabs };
}
