// MDC, the Markdown of iximiuz Labs, as ours: `::name`, a front matter of its own, slots that begin with #name.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import { ours } from './finish-step.ts';
import { type Fence, fenceLines, segmentsOf } from './foreign-markdown.ts';
import { slugOf } from './imported-lab.ts';
import type { IximiuzChecks } from './iximiuz-tasks.ts';
import { safeLanguage } from './killercoda-markdown.ts';
import { type ProseRules, translateProse } from './prose.ts';
import type { Note } from './report.ts';

export type IximiuzRules = {
  note: Note;
  picture: (source: string) => string | undefined;
  checks: IximiuzChecks;
};

type Component = { name: string; line: number; lines: string[] };
type Piece = { line: number; lines: string[] } | Component;

export function translateIximiuz(text: string, firstLine: number, rules: IximiuzRules): string[] {
  return piecesOf(text.split('\n'), firstLine).flatMap((piece) =>
    'name' in piece ? translateComponent(piece, rules) : translatePlain(piece.lines, piece.line, rules),
  );
}

/** Components of the outermost level, and what is between them. Code is passed over. */
function piecesOf(lines: readonly string[], firstLine: number): Piece[] {
  const pieces: Piece[] = [];
  let plain: string[] = [];
  let open: Component | null = null;
  let depth = 0;
  const code = codeLines(lines);
  lines.forEach((line, index) => {
    const number = firstLine + index;
    const inCode = code.has(index);
    const [, name] = inCode ? [] : (/^\s*:{2,}([a-z][a-z-]*)\s*(?:\{.*\})?\s*$/.exec(line) ?? []);
    const closes = !inCode && /^\s*:{2,}\s*$/.test(line);
    if (open) {
      if (name !== undefined) depth++;
      if (closes && depth-- === 0) {
        pieces.push(open);
        open = null;
        depth = 0;
      } else open.lines.push(line);
      return;
    }
    if (name !== undefined) {
      if (plain.length > 0) pieces.push({ line: number - plain.length, lines: plain });
      plain = [];
      open = { name, line: number, lines: [] };
    } else if (!closes) plain.push(line);
    else plain.push('');
  });
  const last = open as Component | null;
  if (last) pieces.push(last);
  if (plain.length > 0) pieces.push({ line: firstLine + lines.length - plain.length, lines: plain });
  return pieces;
}

function codeLines(lines: readonly string[]): Set<number> {
  const inside = new Set<number>();
  for (const segment of segmentsOf(lines.join('\n'), 0))
    if (segment.type === 'fence')
      for (let index = 0; index < segment.body.length + 2; index++) inside.add(segment.line + index);
  return inside;
}

function translatePlain(lines: readonly string[], firstLine: number, { note, picture }: IximiuzRules): string[] {
  const rules: ProseRules = { note, picture: (source) => picture(source) ?? picture(`__static__/${source}`) };
  return segmentsOf(lines.join('\n'), firstLine).flatMap((segment) =>
    segment.type === 'fence' ? translateFence(segment, note) : translateProse(segment.lines, segment.line, rules),
  );
}

/** ```yaml [~/my/file.yaml]{2,9-11} names a file and lines to stress. */
function translateFence({ info, body, indent, line }: Fence, note: Note): string[] {
  const [language = ''] = info.split(/[\s[{]/, 1);
  const [, title] = /\[([^\]"]+)\]/.exec(info) ?? [];
  if (title) note(line, 'code with a title', 'translated');
  if (/\{[\d,-]+\}/.test(info)) note(line, 'stressed lines', 'unsupported', 'they are shown like the others');
  const safe = safeLanguage(language);
  return fenceLines(title ? `${safe || 'text'} title="${title}"` : safe, body, indent);
}

const kinds: Record<string, string> = { warning: 'warning', error: 'caution', info: 'note' };

function translateComponent(component: Component, rules: IximiuzRules): string[] {
  const { name, line } = component;
  const { fields, lines, firstLine } = fieldsOf(component);
  const inner = () => translateIximiuz(lines.join('\n'), firstLine, rules);
  const seen = (outcome: 'translated' | 'unsupported', what = '') => rules.note(line, `::${name}`, outcome, what);
  switch (name) {
    case 'remark-box':
      seen('translated');
      return ['', `${ours}:::${kinds[fields.kind ?? ''] ?? 'note'}`, ...inner(), `${ours}:::`, ''];
    case 'details-box':
    case 'hint-box':
      seen('translated', 'details');
      return [
        '',
        `${ours}:::details ${fields.summary ?? (name === 'hint-box' ? 'Hint' : 'Details')}`,
        ...inner(),
        `${ours}:::`,
        '',
      ];
    case 'image-box': {
      seen('translated', 'a picture');
      return ['', ...translatePlain([`![${fields.alt ?? ''}](${fields.src ?? ''})`], line, rules), '', ...inner()];
    }
    case 'tabbed':
      seen('translated', 'tabs');
      return tabs(component, rules);
    case 'simple-task':
    case 'user-input-task':
      return task(name, fields, lines, firstLine, { rules, line });
    default:
      seen('unsupported', 'what is in it stays');
      return inner();
  }
}

/** The component's own front matter; names may begin with a colon. */
function fieldsOf({ lines, line }: Component): {
  fields: Record<string, string>;
  lines: string[];
  firstLine: number;
  raw: unknown;
} {
  const begin = lines.findIndex((text) => text.trim() !== '');
  const end = lines.findIndex((text, index) => index > begin && text.trim() === '---');
  if (begin < 0 || lines[begin]?.trim() !== '---' || end < 0)
    return { fields: {}, lines, firstLine: line + 1, raw: undefined };
  const yaml = readYaml(
    lines
      .slice(begin + 1, end)
      .map((text) => text.replace(/^(\s*):(?=[a-zA-Z])/, '$1'))
      .join('\n'),
  );
  const raw: unknown = yaml.ok ? yaml.value : undefined;
  const parsed = z.record(z.string(), z.unknown()).safeParse(raw).data ?? {};
  const fields = Object.fromEntries(
    Object.entries(parsed).flatMap(([key, value]) =>
      typeof value === 'object' ? [] : [[key, String(value).replace(/\s+/g, ' ')]],
    ),
  );
  return { fields, lines: lines.slice(end + 1), firstLine: line + 1 + end + 1, raw };
}

/** Slots by name; what stands before the first one is under ''. */
function slotsOf(lines: readonly string[], firstLine: number): Map<string, { line: number; lines: string[] }> {
  const slots = new Map([['', { line: firstLine, lines: [] as string[] }]]);
  const code = codeLines(lines);
  let current = '';
  lines.forEach((text, index) => {
    const [, slot] = code.has(index) ? [] : (/^#([a-z][\w-]*)\s*$/i.exec(text) ?? []);
    if (slot === undefined) slots.get(current)?.lines.push(text);
    else {
      current = slot;
      slots.set(slot, { line: firstLine + index + 1, lines: [] });
    }
  });
  return slots;
}

const tabsSchema = z.looseObject({ tabs: z.array(z.looseObject({ name: z.string(), title: z.string().optional() })) });

function tabs(component: Component, rules: IximiuzRules): string[] {
  const { lines, firstLine, raw } = fieldsOf(component);
  const slots = slotsOf(lines, firstLine);
  const listed =
    tabsSchema.safeParse(raw).data?.tabs ?? [...slots.keys()].filter(Boolean).map((name) => ({ name, title: name }));
  const inner = listed.flatMap(({ name, title }) => {
    const slot = slots.get(name);
    if (!slot) return [];
    return [
      `${ours}:::tab ${title ?? name}`,
      ...translateIximiuz(slot.lines.join('\n'), slot.line, rules),
      `${ours}:::`,
    ];
  });
  return inner.length === 0 ? [] : ['', `${ours}:::tabs`, ...inner, `${ours}:::`, ''];
}

/** The slot `active` says what is to be done; `completed` praises, which the page does by itself. */
function task(
  component: string,
  fields: Record<string, string>,
  lines: readonly string[],
  firstLine: number,
  { rules, line }: { rules: IximiuzRules; line: number },
): string[] {
  const slots = slotsOf(lines, firstLine);
  const active = slots.get('active') ?? slots.get('') ?? { line, lines: [] };
  const words = translateIximiuz(active.lines.join('\n'), active.line, rules);
  const check = rules.checks.get(fields.name ?? '');
  if (!check || component === 'user-input-task') {
    rules.note(line, `::${component}`, 'unsupported', 'its check has no counterpart; its words stay');
    return ['', ...words, ''];
  }
  rules.note(line, `::${component}`, 'translated', 'a task');
  if (slots.has('completed')) rules.note(line, '#completed', 'unsupported', 'the page says so itself');
  const fence = fenceLines(`sh check ${check.instance} timeout=${check.seconds}`, check.script.split('\n'));
  return ['', `${ours}:::task ${slugOf(fields.name ?? '', 'task')}`, ...words, '', ...fence, `${ours}:::`, ''];
}
