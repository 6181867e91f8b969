// What became of each construct of imported content.

export type ImportOutcome = 'kept' | 'translated' | 'unsupported';

export type ImportItem = {
  /** Path in the source. */
  file: string;
  /** 0 where there is no line. */
  line: number;
  /** What it was, in the words of its format, such as `{{execute HOST2}}`. */
  construct: string;
  outcome: ImportOutcome;
  /** What became of it, or what is lost; empty where it was kept. */
  note: string;
};

/** Tells what became of a construct of one file. */
export type Note = (line: number, construct: string, outcome: ImportOutcome, note?: string) => void;

export function noteInto(items: ImportItem[], file: string): Note {
  return (line, construct, outcome, note = '') => void items.push({ file, line, construct, outcome, note });
}

export type ImportCount = { construct: string; outcome: ImportOutcome; note: string; times: number };

/** How often each construct had each fate, the most frequent first. */
export function countItems(items: readonly ImportItem[]): ImportCount[] {
  const counts = new Map<string, ImportCount>();
  for (const { construct, outcome, note } of items) {
    const key = `${construct}\n${outcome}\n${note}`;
    const count = counts.get(key) ?? { construct, outcome, note, times: 0 };
    counts.set(key, { ...count, times: count.times + 1 });
  }
  return [...counts.values()].sort((a, b) => b.times - a.times || (a.construct < b.construct ? -1 : 1));
}
