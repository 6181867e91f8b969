// `marina lab …`: what authors of labs need. No running Marina is asked; `test` starts one of its own.
import { checkLabs } from './lab-check.ts';
import { importInto } from './lab-import.ts';
import { newLab } from './lab-new.ts';
import { previewLabs } from './lab-preview.ts';
import { printSchema } from './lab-schema.ts';
import { testLabs } from './lab-test.ts';

const HELP = `marina lab <command>

  new DIR [--languages en,fr]    begin a lab in a new folder
  check DIR…                     read labs and tell everything that is wrong with them; DIR holds a lab, or several
  test DIR… [--lab NAME] [--language fr] [--quick] [--jobs N]
                                 do every task of the labs in real instances: checks must fail before the solution and
                                 pass after it, in every language; --quick: in the leading one only;
                                 --jobs: so many labs at once
  preview DIR [--port 8430]      show labs in a Marina of their own, whose pages follow each save
  import SOURCE --to DIR         make labs from content of another platform, and report what became of it
  schema [lab|checks|paths]      print the JSON Schema for your editor
  help                           this text

  SOURCE is a folder or an https address of a Git repository, with content of Killercoda or Katacoda, of Play with
  Docker's training site, of Educates or of iximiuz Labs.

  --branch NAME                  a branch of the repository
  --format NAME                  killercoda, play-with-docker, educates or iximiuz, where Marina takes the wrong one
  --report FILE                  write the whole report, one line of JSON for each item
  --dry-run                      report, and write nothing

docs/teachers explains how labs are written.`;

/** Returns the exit code: 0 when all is well, 1 when a lab has errors, 2 when the command makes no sense. */
export async function lab([command = 'help', ...args]: string[], signal: () => AbortSignal): Promise<number> {
  switch (command) {
    case 'new':
      return newLab(args);
    case 'check':
      return checkLabs(args);
    case 'test':
      return testLabs(args);
    case 'preview':
      return previewLabs(args, signal());
    case 'import':
      return importInto(args);
    case 'schema':
      return printSchema(args);
    case 'help':
    case '--help':
      console.log(HELP);
      return 0;
    default:
      console.error(`marina lab has no command "${command}".\n\n${HELP}`);
      return 2;
  }
}
