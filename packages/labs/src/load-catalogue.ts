// Reads every lab of a folder. One broken lab never hides the others.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { type Lab, labSchema } from './lab-schema.ts';

/** What is wrong in a lab, for its author: where, what, and the remedy where it is known. */
export type LabProblem = { file: string; line: number; message: string };

export type Catalogue = { labs: Lab[]; problems: LabProblem[] };

export async function loadCatalogue(directory: string): Promise<Catalogue> {
  const entries = await readdir(directory, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const loaded = await Promise.all(slugs.sort().map((slug) => loadLab(directory, slug)));
  return { labs: loaded.flatMap(({ labs }) => labs), problems: loaded.flatMap(({ problems }) => problems) };
}

async function loadLab(directory: string, slug: string): Promise<Catalogue> {
  const file = path.join(slug, 'lab.yaml');
  try {
    return parseLab(slug, file, await readFile(path.join(directory, file), 'utf8'));
  } catch {
    return { labs: [], problems: [{ file, line: 1, message: 'cannot be read: a lab is a folder with a lab.yaml' }] };
  }
}

/** The lab in `text`, or every problem with its line. */
export function parseLab(slug: string, file: string, text: string): Catalogue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ file, line: lines.linePos(pos[0]).line, message }));
    return { labs: [], problems };
  }
  const parsed = labSchema.safeParse(document.toJS());
  if (parsed.success) return { labs: [{ ...parsed.data, slug }], problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(document, lines, issue.path),
    message: `${issue.path.join('.') || 'lab'}: ${issue.message}`,
  }));
  return { labs: [], problems };
}

/** The line of the value at `path`, or of its nearest ancestor that is there. */
function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (typeof node !== 'object' || node === null || !('range' in node)) continue;
    const { range } = node;
    if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
  }
  return 1;
}
