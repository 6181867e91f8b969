// Where the reading of block tokens stands.
import type { Token } from 'markdown-it';
import type { Inline } from '../document.ts';
import type { StepContext } from './context.ts';
import { readInlines } from './inlines.ts';

export type BlockReader = {
  tokens: Token[];
  at: number;
  /** Line of the file at which the text begins. */
  firstLine: number;
  depth: number;
  context: StepContext;
};

export function lineOf(token: Token, { firstLine }: BlockReader): number {
  return firstLine + (token.map?.[0] ?? 0);
}

export function deeper<T>(reader: BlockReader, read: () => T): T {
  reader.depth++;
  try {
    return read();
  } finally {
    reader.depth--;
  }
}

export function inlineChildren(reader: BlockReader, line: number): Inline[] {
  const token = reader.tokens[reader.at++];
  return readInlines(token?.children ?? [], line, reader.context);
}
