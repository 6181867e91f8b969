// A terminal in which a lab's code is run as by a click: typed, and waited for.
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutEscapes } from '../attached-terminal.ts';
import type { TerminalAddress } from '../student.ts';
import { openTerminalSocket } from '../terminal-socket.ts';
import { endsWithPrompt } from './prompt.ts';

export type Click = {
  /** Variables are filled. */
  text: string;
  /** Ctrl-C first; with no text, that is all. */
  interrupt: boolean;
  /** What follows in this terminal interrupts it: it need not end. */
  isInterruptedLater: boolean;
};

export type LabTerminal = {
  readonly hasEnded: boolean;
  /** Resolves when the program has ended or waits; rejects with a sentence when it goes on for too long. */
  run(click: Click): Promise<void>;
  close(): void;
};

const blockLimitMs = 120_000;
/** A prompt counts when nothing follows it. */
const promptRestMs = 250;
/** A program without a prompt that says nothing for so long waits, as far as anybody can see. */
const silenceMs = 15_000;
/** What is interrupted next anyway: so much silence is enough, and so much time. */
const interruptedSilenceMs = 2_000;
const interruptedLimitMs = 8_000;
const interruptMs = 500;
const lookEveryMs = 50;
const lastShown = 600;

export function openLabTerminal({ url, headers }: TerminalAddress): LabTerminal {
  let shown = '';
  let raw = '';
  let saidAt = Date.now();
  let ended: string | undefined;
  const socket = openTerminalSocket(url, headers, {
    onOutput: (data, parsed) => {
      const text = Buffer.from(data).toString();
      raw = (raw + text).slice(-65_536);
      shown = (shown + withoutEscapes(text)).slice(-65_536);
      saidAt = Date.now();
      parsed();
    },
    onEnd: (why) => {
      ended ??= why;
    },
  });

  /** `isOver` is asked about what was shown since, for how long nothing has been shown, and for how long it has been. */
  async function wait(isOver: (since: string, quietMs: number, passedMs: number) => boolean): Promise<void> {
    const startedAt = Date.now();
    while (!ended && !isOver(shown, Date.now() - Math.max(saidAt, startedAt), Date.now() - startedAt)) {
      if (Date.now() - startedAt > blockLimitMs)
        throw new Error(`it goes on after ${blockLimitMs / 1000} s: ${shown.slice(-lastShown)}`);
      await sleep(lookEveryMs);
    }
  }

  return {
    get hasEnded() {
      return ended !== undefined;
    },
    async run({ text, interrupt, isInterruptedLater }) {
      // A shell that has not said a word yet is still starting.
      await wait((_, quietMs) => shown !== '' || quietMs > 5_000);
      if (interrupt) {
        socket.type('\x03');
        await sleep(interruptMs);
      }
      const isBracketed = raw.lastIndexOf('\x1b[?2004h') > raw.lastIndexOf('\x1b[?2004l');
      // The prompt before stays out of what is looked at; what was typed is echoed.
      shown = interrupt && text === '' ? `\n${shown.split('\n').at(-1) ?? ''}` : '';
      if (text !== '') socket.type(keysFor(text, isBracketed));
      const patienceMs = isInterruptedLater ? interruptedSilenceMs : silenceMs;
      const mostMs = isInterruptedLater ? interruptedLimitMs : Number.POSITIVE_INFINITY;
      await wait(
        (since, quietMs, passedMs) =>
          passedMs > mostMs || quietMs > (endsWithPrompt(since) ? promptRestMs : patienceMs),
      );
    },
    close: socket.close,
  };
}

/** As the page types: several lines go as one paste where the shell takes pastes, so that none is read by a program. */
function keysFor(text: string, isBracketed: boolean): string {
  const lines = text.replace(/\n+$/, '');
  if (isBracketed && /[\n\t]/.test(lines)) return `\x1b[200~${lines}\x1b[201~\r`;
  return `${lines.replaceAll('\n', '\r')}\r`;
}
