// Everything that can be wrong with a lab, and what its author does about it. docs/teachers/problems.md lists the same
// codes; a test holds the two together.

type ProblemEntry = {
  /** A lab with an error is not offered; a warning is only told. */
  severity: 'error' | 'warning';
  /** What the author can do, as a sentence. */
  remedy: string;
};

export const problemTable = {
  'manifest-missing': error('A lab is a folder with a lab.yaml: begin one with `marina lab new`.'),
  'yaml-syntax': error('Mend the YAML: look at indentation, quotes and brackets on this line and the one before.'),
  'yaml-aliases': error('Write the values out: too many aliases (*name) or too deep nesting.'),
  'manifest-value': error('The reference of lab.yaml says what this field takes: docs/teachers/lab-yaml.md.'),
  'paths-value': error('The reference of paths.yaml says what this field takes: docs/teachers/lab-yaml.md.'),
  'too-large': error('Make it smaller or split it: a step holds 64 KiB, lab.yaml 64 KiB, a file 4 MiB, a lab 16 MiB.'),
  'too-many-files': error('Remove what the lab does not need: a lab holds 500 files.'),
  'not-a-file': error(
    'Put a plain file there: links, devices and sockets are not read, and no path leaves the folder.',
  ),
  'not-text': error('Save the file as UTF-8 text.'),
  'step-name': error('Name steps NUMBER-NAME.LANGUAGE.md, such as 01-first-container.en.md.'),
  'step-number': error('Give each step a number of its own.'),
  'step-title': error('Begin the step with one heading of the first level: # Title.'),
  'step-language': error('Add the language to `languages` in lab.yaml, or remove the file.'),
  'translation-missing': warning('Translate it; until then students read it in the lab’s first language.'),
  'translation-differs': warning('Give each language the same tasks and quizzes, under the same names.'),
  'file-missing': error('Add the file to the lab’s folder, or mend the path; paths begin at the folder.'),
  'instance-unknown': error('Name an instance of lab.yaml.'),
  'build-base': error('Begin the Dockerfile’s last stage FROM the image of its instance, written out.'),
  'variable-unknown': error('Declare it under `variables` in lab.yaml; write `{{…}}` of Docker’s own as code.'),
  'block-unknown': error(
    'Use note, tip, important, warning, caution, details, tabs, tab, task, hint, solution or quiz.',
  ),
  'block-unclosed': error('Close it with a line that holds only :::.'),
  'block-unopened': error('Remove this ::: or open a block above it.'),
  'block-misplaced': error('Put it where it belongs: tab in tabs; hint and solution in a task; no task within a task.'),
  'block-words': error('Mend the line that opens the block: docs/teachers/steps.md shows each.'),
  'code-words': error('After the language, code takes: an instance, run, copy, nocopy, interrupt, check, title="…".'),
  'nesting-too-deep': error('Nest less: lists, quotes and blocks go 24 deep.'),
  'html-shown': warning('Write Markdown instead: HTML is shown as it is written.'),
  'hidden-character': error('Remove it: a command must run as it reads.'),
  'link-refused': error('Links go to https://, http://, mailto:, #heading, lab:NAME or port:INSTANCE:PORT/PATH.'),
  'link-broken': error('Mend the link: there is no such heading or lab.'),
  'image-refused': error('Put the picture into the lab’s folder, as PNG, JPEG, GIF, WebP or AVIF.'),
  'task-name': error('Name the task in small letters, digits and -, once in a lab: :::task web-runs.'),
  'task-check': error('Put a check into the task: ```yaml check or ```sh check.'),
  'task-solution': warning('Add a :::solution with ```sh run blocks, so that `marina lab test` can prove the check.'),
  'check-value': error('The reference of assertions says what a check takes: docs/teachers/assertions.md.'),
  'check-language': error('Write checks once, in the file of the lab’s first language.'),
  'quiz-name': error('Name the quiz in small letters, digits and -, once in a lab: :::quiz drivers.'),
  'quiz-answer': error(
    'Give options `- (x)` and `- ( )`, or `- [x]` and `- [ ]`, or lines `= answer`; one must be right.',
  ),
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof problemTable;

/** What is wrong in a lab, for its author: where, what, and the remedy. */
export type LabProblem = {
  code: ProblemCode;
  severity: 'error' | 'warning';
  /** Path from the folder that holds the lab's folder. */
  file: string;
  /** 1 for the first line. */
  line: number;
  message: string;
  remedy: string;
};

export function problem(code: ProblemCode, file: string, line: number, message: string): LabProblem {
  return { code, ...problemTable[code], file, line, message };
}

export function isError({ severity }: LabProblem): boolean {
  return severity === 'error';
}

/** `file:line: message. remedy [code]`, as compilers write it. */
export function problemLine({ code, severity, file, line, message, remedy }: LabProblem): string {
  return `${file}:${line}: ${severity}: ${message}\n    ${remedy} [${code}]`;
}

function error(remedy: string): ProblemEntry {
  return { severity: 'error', remedy };
}

function warning(remedy: string): ProblemEntry {
  return { severity: 'warning', remedy };
}
