// Golden files: what was reviewed once and is the same on every machine, one entry a line, after a header that says why
// it is so. Whatever differs from it is unexpected, until somebody has looked and updated the file. An entry that begins
// with `?` may be missing: not every kernel has it.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listed, type Outcome } from './case.ts';

const directory = path.join(import.meta.dirname, 'golden');

export type Golden = {
  /** Its entries, without the header. */
  read(name: string): Promise<string[]>;
  /**
   * Good when `seen` is what the file lists. `isMissingHere` says of an entry that was not seen whether this machine’s
   * kernel has no such thing at all. With `--update-golden` the file becomes what was seen instead.
   */
  compare(name: string, seen: readonly string[], isMissingHere?: (entry: string) => boolean): Promise<Outcome>;
};

export function openGolden(updates: boolean): Golden {
  const parse = async (name: string) => {
    const lines = (await readFile(path.join(directory, name), 'utf8')).split('\n').filter(Boolean);
    const entries = lines.filter((line) => !isComment(line));
    const optional = new Set(entries.filter((line) => line.startsWith('? ')).map(withoutMark));
    return { header: lines.filter(isComment), entries: entries.map(withoutMark), optional };
  };
  return {
    read: async (name) => (await parse(name)).entries,
    compare: async (name, seen, isMissingHere = () => false) => {
      const { header, entries, optional } = await parse(name);
      const found = [...new Set(seen)];
      if (updates) {
        // What this kernel lacks stays: other machines have it.
        const kept = entries.filter((entry) => optional.has(entry) || isMissingHere(entry));
        const all = inOrder([...new Set([...kept, ...found])]).map((entry) =>
          optional.has(entry) ? `? ${entry}` : entry,
        );
        await writeFile(path.join(directory, name), `${[...header, ...all].join('\n')}\n`);
        return { ok: true, seen: `${found.length} written to golden/${name}` };
      }
      const more = found.filter((entry) => !entries.includes(entry));
      const less = entries.filter((entry) => !found.includes(entry) && !optional.has(entry) && !isMissingHere(entry));
      const differences = [...more.map((entry) => `+ ${entry}`), ...less.map((entry) => `- ${entry}`)];
      const seenText = `${found.length} of golden/${name}'s ${entries.length}`;
      if (differences.length === 0) return { ok: true, seen: seenText };
      return { ok: false, seen: `${seenText}; differs: ${listed(differences)}` };
    },
  };
}

function withoutMark(line: string): string {
  return line.replace(/^\? /, '');
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

/** Numbers by value, the rest by letters. */
function inOrder(lines: string[]): string[] {
  return lines.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
