// Clickable actions of Educates: what a click did there, as what it can do here.
import { z } from 'zod';
import { readYaml } from '../read-yaml.ts';
import type { EducatesRules } from './educates-markdown.ts';
import { ours } from './finish-step.ts';
import { fenceLines } from './foreign-markdown.ts';

export type Action = { name: string; body: string[]; indent: string; line: number };

const textField = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional().catch(undefined);
const fieldsSchema = z.looseObject({
  command: textField,
  session: textField,
  text: textField,
  url: textField,
  file: textField,
  name: textField,
  title: textField,
  description: textField,
  args: z.array(z.coerce.string()).optional().catch(undefined),
  timeout: z.number().optional().catch(undefined),
});
type Fields = z.infer<typeof fieldsSchema>;

const lostKeys = ['autostart', 'cascade', 'cooldown', 'hidden', 'event', 'prefix', 'retries', 'delay', 'inputs'];

export function educatesAction(action: Action, rules: EducatesRules): string[] {
  const { name, body, indent, line } = action;
  const yaml = readYaml(body.join('\n'));
  const fields = fieldsSchema.safeParse(yaml.ok ? (yaml.value ?? {}) : undefined).data;
  if (!fields) {
    rules.note(line, name, 'unsupported', 'its text is no YAML; it is shown');
    return fenceLines('text', body, indent);
  }
  for (const key of lostKeys)
    if (key in fields) rules.note(line, `${key} of an action`, 'unsupported', 'it is left out');
  const lines = linesOf(name, fields, rules, line);
  if (lines) {
    rules.note(line, name, 'translated');
    return lines.map((text) => (text === '' || text.startsWith(ours) ? text : indent + text));
  }
  rules.note(line, name, 'unsupported', 'what it says is shown');
  const words = [fields.title, fields.description].filter(Boolean).join(': ');
  return words === '' ? fenceLines('text', body, indent) : ['', `${indent}*${words.replace(/[*_\n]/g, ' ')}*`, ''];
}

/** `session: 2` is the second terminal. */
function target({ session }: Fields): string {
  return session && /^[2-9]$/.test(session) ? `node1#${session} ` : '';
}

function linesOf(name: string, fields: Fields, rules: EducatesRules, line: number): string[] | undefined {
  switch (name) {
    case 'terminal:execute':
    case 'terminal:execute-all':
      return fenceLines(`sh ${target(fields)}run`, (fields.command ?? '').trimEnd().split('\n'));
    case 'terminal:input':
      return fenceLines(`sh ${target(fields)}run`, (fields.text ?? '').trimEnd().split('\n'));
    case 'terminal:interrupt':
    case 'terminal:interrupt-all':
      return fenceLines(`text ${target(fields)}interrupt`, []);
    case 'terminal:clear':
    case 'terminal:clear-all':
      return fenceLines(`sh ${target(fields)}run`, ['clear']);
    case 'workshop:copy':
    case 'workshop:copy-and-edit':
      return fenceLines('text copy', (fields.text ?? '').trimEnd().split('\n'));
    case 'dashboard:open-url':
      return /^https?:\/\//.test(fields.url ?? '')
        ? ['', `[${fields.title ?? fields.url}](${fields.url})`, '']
        : undefined;
    case 'editor:append-lines-to-file':
    case 'editor:create-file':
      return writeFile(name, fields);
    case 'examiner:execute-test':
      return examiner(fields, rules, line);
    case 'section:begin':
      return ['', `${ours}:::details ${(fields.title ?? 'Details').replace(/\s+/g, ' ')}`, ''];
    case 'section:end':
      return ['', `${ours}:::`, ''];
    case 'section:heading':
      return ['', `### ${fields.title ?? ''}`, ''];
    default:
      return undefined;
  }
}

function writeFile(name: string, { file, text }: Fields): string[] | undefined {
  if (!file || text === undefined) return undefined;
  const into = name === 'editor:create-file' ? '>' : '>>';
  const body = [`cat ${into} ${file} <<'END_OF_FILE'`, ...text.trimEnd().split('\n'), 'END_OF_FILE'];
  return fenceLines('sh run', body);
}

/** A test of the examiner passes with exit 0, as our scripts do. */
function examiner(
  { name, title, args, timeout }: Fields,
  { tests, page }: EducatesRules,
  line: number,
): string[] | undefined {
  const script = name === undefined ? undefined : tests(name);
  if (script === undefined) return undefined;
  const given = (args ?? []).map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const shebang = /^#!.*\n/.exec(script)?.[0] ?? '#!/bin/bash\n';
  const body = `${shebang}${given === '' ? '' : `set -- ${given}\n`}${script.slice(/^#!/.test(script) ? shebang.length : 0)}`;
  const seconds = Math.min(60, Math.max(1, Math.round(timeout ?? 15)));
  return [
    '',
    `${ours}:::task ${page.slice(0, 30)}-${line}`,
    title ?? 'Do what this page asks for.',
    '',
    ...fenceLines(`sh check timeout=${seconds}`, body.trimEnd().split('\n')),
    `${ours}:::`,
    '',
  ];
}
