// What a terminal needs of the program behind it: a shell on a PTY, wherever that is kept.
import type { PtySize } from '@marina/engine/instances';

export type ShellEvents = {
  output(bytes: Buffer): void;
  /** What comes after this was written for this size. */
  resized(size: PtySize): void;
  /** Typing is taken again after it was refused. */
  writable(): void;
  /** The shell has ended, and all its output has been told. -1 when nobody knows the code. */
  ended(code: number): void;
};

/** Where a shell stands when this agent reaches it; a new one stands at the beginning. */
export type ShellStart = {
  /** A random number for this life of the shell. */
  epoch: bigint;
  /** The offset at which its output begins here, and the one that it has reached. */
  offset: number;
  end: number;
  /** Programs have got their answers to what they asked before this offset. */
  answered: number;
  /** The size at `offset`. */
  size: PtySize;
  /** How much each browser's view has typed. */
  typed: ReadonlyMap<bigint, bigint>;
};

export type Typist = { client: bigint; total: bigint };

export interface Shell {
  readonly start: ShellStart;
  /** Whether it lives on without this agent. */
  readonly isKept: boolean;
  /** Nothing is told before. Called once. */
  begin(events: ShellEvents): void;
  /** Types for a view that will have typed `total` then; false when no more should follow before `writable`. */
  type(data: Uint8Array, typist: Typist): boolean;
  /** What the terminal itself says to a program that asked before this offset. */
  answer(data: string, offset: number): void;
  resize(size: PtySize): void;
  pause(): void;
  resume(): void;
  /** Hangs up, and resolves when the shell has ended or can't be reached. */
  hangUp(): Promise<void>;
  /** Goes away and leaves a kept shell as it is. */
  release(): void;
}
