// One attachment to a terminal, without a screen: what it shows as text, and what is typed.
import { openTerminalSocket } from './terminal-socket.ts';

export type AttachedTerminal = {
  /** Everything shown so far, without escape sequences. */
  text(): string;
  /** Resolves once what is shown matches; rejects when the terminal ends first. */
  until(pattern: RegExp, timeoutMs?: number): Promise<void>;
  type(input: string): void;
  close(): void;
};

/** What a shell's prompt looks like at the end of what is shown: `root@node1:~# `. */
export const promptPattern = /\S+@\S+:\S*[#$]\s*$/;

export function attachTerminal(url: string, headers: Record<string, string>): AttachedTerminal {
  const changed = new EventTarget();
  let shown = '';
  let ended: string | undefined;
  const socket = openTerminalSocket(url, headers, {
    onOutput: (data, parsed) => {
      shown += withoutEscapes(Buffer.from(data).toString());
      parsed();
      changed.dispatchEvent(new Event('change'));
    },
    onEnd: (why) => {
      ended ??= why;
      changed.dispatchEvent(new Event('change'));
    },
  });
  return {
    text: () => shown,
    until: (pattern, timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const stop = AbortSignal.timeout(timeoutMs);
        const look = () => {
          if (pattern.test(shown)) resolve();
          else if (ended || stop.aborted) reject(new Error(`no ${pattern} (${ended ?? 'too late'}) in: ${shown}`));
          else return;
          changed.removeEventListener('change', look);
        };
        stop.addEventListener('abort', look);
        changed.addEventListener('change', look);
        look();
      }),
    type: socket.type,
    close: socket.close,
  };
}

/** Removes ANSI control sequences: CSI, OSC and two-character ones. */
export function withoutEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_=>])/g, '');
}
