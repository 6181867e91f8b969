// Types commands into a terminal as if its student had: into what is seen, and exactly once.
import { sleep } from '../browser/sleep.ts';
import { commandKeys } from './command-text.ts';
import type { TerminalConnection } from './terminal-connection.ts';
import type { TerminalView } from './terminal-view.ts';

export type Command = {
  text: string;
  /** Ctrl-C first; with an empty text, that is all. */
  interrupt: boolean;
};

export type Typist = {
  /** False, and nothing typed, where nothing can be: the shell has ended, or may only be watched. */
  type(command: Command): Promise<boolean>;
};

/** A shell that has not said a word yet is still starting. */
const promptWithinMs = 3000;
/** For a program to end on Ctrl-C, and for the shell to be back: what comes earlier might be the program's. */
const interruptMs = 500;
const lookEveryMs = 50;
const controlC = '\x03';

export function commandTypist(
  { terminal }: Pick<TerminalView, 'terminal'>,
  connection: Pick<TerminalConnection, 'input' | 'state'>,
): Typist {
  const encoder = new TextEncoder();
  const send = (keys: string) => keys === '' || connection.input(encoder.encode(keys));

  const promptIsThere = async () => {
    const patient = Date.now() + promptWithinMs;
    const isBlank = () => {
      const { cursorX, cursorY, baseY } = terminal.buffer.active;
      return cursorX + cursorY + baseY === 0;
    };
    while (isBlank() && connection.state.is !== 'exited' && Date.now() < patient) await sleep(lookEveryMs);
  };

  return {
    async type({ text, interrupt }) {
      await promptIsThere();
      terminal.scrollToBottom();
      if (interrupt) {
        if (!send(controlC)) return false;
        await sleep(interruptMs);
      }
      return send(commandKeys(text, terminal.modes.bracketedPasteMode));
    },
  };
}
