// YAML of authors, with limits, and with the line of each value.
import { isNode, LineCounter, parseDocument } from 'yaml';

export type YamlFault = { line: number; message: string; code: 'yaml-syntax' | 'yaml-aliases' };

export type YamlReading =
  /** `value` is what could be read all the same. */
  | { ok: false; faults: YamlFault[]; value: unknown }
  /** `lineOf` gives the line of the value at a path, or of its nearest ancestor that is there; 1 is the first. */
  | { ok: true; value: unknown; lineOf: (path: readonly PropertyKey[]) => number };

const maxAliases = 50;

export function readYaml(text: string): YamlReading {
  try {
    return read(text);
  } catch (error) {
    // Aliases beyond the limit, and brackets nested so deep that the stack runs out.
    return { ok: false, faults: [{ line: 1, message: firstLine(error), code: 'yaml-aliases' }], value: undefined };
  }
}

function read(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      message,
      code: 'yaml-syntax' as const,
    }));
    return { ok: false, faults, value: document.toJS({ maxAliasCount: maxAliases }) };
  }
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { ok: true, value, lineOf };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
