// One scenario as a lab.
import { finishBody, ours } from './finish-step.ts';
import { fenceLines, segmentsOf } from './foreign-markdown.ts';
import {
  folderOf,
  freeName,
  type ImportedLab,
  levelOf,
  minutesOf,
  newInstance,
  resolveIn,
  type SourceFiles,
  slugOf,
  textOf,
} from './imported-lab.ts';
import { lostEnvironment, lostFields, type ScenarioIndex, type ScenarioPart } from './killercoda-index.ts';
import { translateKillercoda } from './killercoda-markdown.ts';
import { oneLine } from './one-line.ts';
import { copyPictures } from './pictures.ts';
import { type ImportItem, type Note, noteInto } from './report.ts';

type Scenario = {
  slug: string;
  folder: string;
  index: ScenarioIndex;
  files: SourceFiles;
  items: ImportItem[];
  indexPath: string;
};

export function importScenario(scenario: Scenario): ImportedLab {
  const { slug, folder, index, indexPath, items } = scenario;
  const note = noteInto(items, indexPath);
  const title = index.title?.trim() || slug;
  const lab: ImportedLab = {
    slug,
    title,
    summary: index.description?.trim() || title,
    level: levelOf(index.difficulty),
    durationMinutes: minutesOf(index.time, 30),
    tags: [],
    instances: instancesOf(index, note),
    exposures: exposuresOf(index, note),
    split: null,
    steps: [],
    translations: new Map(),
    files: new Map(),
    source: folder === '' ? indexPath : folder,
  };
  noteLost(index, note);
  addAssets(scenario, lab, note);
  addSetup(scenario, lab, note);
  const parts = [index.details?.intro, ...(index.details?.steps ?? []), index.details?.finish];
  const names = new Set<string>();
  parts.forEach((part, position) => {
    const kind = position === 0 ? 'intro' : position === parts.length - 1 ? 'finish' : `step-${position}`;
    if (part) addStep(scenario, lab, { part, kind, names });
  });
  if (lab.steps.length === 0) note(0, 'details', 'unsupported', 'the scenario has no step that can be read');
  return lab;
}

function instancesOf({ backend, details }: ScenarioIndex, note: Note): ImportedLab['instances'] {
  const image = backend?.imageid ?? '';
  note(0, `imageid ${image || 'none'}`, 'translated', 'instances with marina/docker');
  const hosts = Object.keys(details?.assets ?? {});
  const several = hosts.includes('host02') || /swarm|2nodes?|two-?nodes?|cluster/i.test(image);
  return (several ? ['node1', 'node2'] : ['node1']).map(newInstance);
}

function exposuresOf({ environment }: ScenarioIndex, note: Note): ImportedLab['exposures'] {
  return (environment?.dashboards ?? []).flatMap(({ name, port, href }) => {
    const number = Number(port);
    if (!(number >= 1 && number <= 65_535)) {
      note(0, 'environment.dashboards', 'unsupported', href ? 'a tab with another page' : 'a tab without a port');
      return [];
    }
    note(0, 'environment.dashboards', 'translated', 'an exposure');
    return [{ title: name ?? `Port ${number}`, instance: 'node1', port: number, path: '/' }];
  });
}

function noteLost(index: ScenarioIndex, note: Note): void {
  for (const field of lostFields) if (field in index) note(0, field, 'unsupported', 'it has no counterpart');
  for (const field of lostEnvironment)
    if (index.environment && field in index.environment)
      note(0, `environment.${field}`, 'unsupported', 'it has no counterpart');
  const layout = index.interface?.layout ?? index.environment?.uilayout;
  if (layout) note(0, `layout ${layout}`, 'unsupported', 'the page arranges itself');
}

function addAssets({ index, folder, files }: Scenario, lab: ImportedLab, note: Note): void {
  for (const [host, list] of Object.entries(index.details?.assets ?? {})) {
    const instance = lab.instances[/2$/.test(host) ? 1 : 0] ?? lab.instances[0];
    for (const { file, target, chmod } of list ?? []) {
      const root = resolveIn(folder, 'assets') ?? '';
      const found = [...files.keys()].filter(
        (path) => path.startsWith(`${root}/`) && globs(path.slice(root.length + 1), file),
      );
      if (found.length === 0) note(0, 'asset', 'unsupported', 'the file is not in the source');
      for (const path of found) {
        const inside = `assets/${path.slice(root.length + 1)}`;
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/.test(inside)) {
          note(0, 'asset', 'unsupported', 'its name is not one that a lab may hold');
          continue;
        }
        lab.files.set(inside, { copyOf: path });
        const to = assetTarget(target, file, path.slice(root.length + 1));
        const mode = modeOf(chmod);
        instance?.files.push({ from: inside, to, ...(mode ? { mode } : {}) });
        note(0, 'asset', 'kept');
      }
    }
  }
}

/** `+x` and the like add to what files have. */
function modeOf(chmod: string | number | undefined): string | undefined {
  if (chmod === undefined) return undefined;
  const text = String(chmod);
  return /^[0-7]{3,4}$/.test(text) ? text : text.includes('x') ? '755' : undefined;
}

function assetTarget(target: string, pattern: string, file: string): string {
  const folder = target.replace(/^~/, '/root').replace(/\/+$/, '');
  const absolute = folder.startsWith('/') ? folder : `/root/${folder}`;
  const kept = pattern.includes('**') ? file : (file.split('/').at(-1) ?? file);
  const base = /\/[^/]+\.[a-z0-9]+$/i.test(absolute) && !pattern.includes('*') ? absolute : `${absolute}/${kept}`;
  return base === '' ? '/root' : base;
}

/** `*` is anything within a name, `**` goes through folders. */
function globs(path: string, pattern: string): boolean {
  const source = pattern
    .replace(/^\.?\//, '')
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*{2,}\/|\*{2,}|\*/g, (stars) => globSources[stars] ?? globSources['**'] ?? '');
  return new RegExp(`^${source}$`).test(path);
}

const globSources: Record<string, string> = { '**/': '(?:.{0,200}/)?', '**': '.{0,200}', '*': '[^/]{0,200}' };

/** What ran while the introduction was read runs before the student arrives. */
function addSetup({ index, folder, files }: Scenario, lab: ImportedLab, note: Note): void {
  const { intro, steps = [] } = index.details ?? {};
  const scripts: string[] = [];
  for (const field of ['courseData', 'background', 'code', 'foreground'] as const) {
    const name = intro?.[field];
    if (!name) continue;
    const text = textOf(files, resolveIn(folder, name) ?? '');
    if (text === undefined) note(0, `intro.${field}`, 'unsupported', 'the script is not in the source');
    else {
      if (text.includes('/etc/killercoda/host'))
        note(0, '/etc/killercoda/host', 'unsupported', 'the file is not there');
      scripts.push(text);
      note(0, `intro.${field}`, 'translated', 'runs before the student arrives');
    }
  }
  for (const step of steps)
    for (const field of ['courseData', 'background', 'code', 'foreground'] as const)
      if (step[field]) note(0, `step.${field}`, 'unsupported', 'nothing runs when a step is opened');
  const [first] = lab.instances;
  if (scripts.length === 0 || !first) return;
  const body = scripts.map((script) => `(\n${script.replace(/^#!.*\n/, '').trim()}\n)`).join('\n\n');
  lab.files.set('setup.sh', { text: `#!/bin/bash\n${body}\n` });
  first.setup = 'setup.sh';
}

type Adding = { part: ScenarioPart; kind: string; names: Set<string> };

function addStep({ folder, files, items, indexPath }: Scenario, lab: ImportedLab, { part, kind, names }: Adding): void {
  const path = resolveIn(folder, part.text ?? '');
  const text = part.text && path !== undefined ? textOf(files, path) : undefined;
  if (text === undefined) {
    noteInto(items, indexPath)(
      0,
      'step text',
      'unsupported',
      part.text ? 'the file is not in the source' : 'the step names none',
    );
    return;
  }
  const file = path ?? '';
  const note = noteInto(items, file);
  const instances = lab.instances.map(({ name }) => name);
  const picture = copyPictures(files, folderOf(file), lab.files);
  const found = firstHeading(text);
  const title = part.title?.trim() || found || kind.replace(/^./, (letter) => letter.toUpperCase()).replace('-', ' ');
  const lines = translateKillercoda(found === undefined ? text : withoutFirstHeading(text), {
    note,
    instances,
    picture,
  });
  const task = taskOf({ part, folder, files, note, kind });
  const name = freeName(slugOf(part.title ?? folderlessName(file), kind), names);
  lab.steps.push({ name, title: oneLine(title), body: finishBody([...lines, ...task]) });
}

function folderlessName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.md$/, '');
}

/** The heading that a text begins with is its title. */
function firstHeading(text: string): string | undefined {
  const [first] = segmentsOf(text);
  const line = first?.type === 'prose' ? first.lines.find((words) => words.trim() !== '') : undefined;
  return /^#+\s+(.+?)\s*#*\s*$/.exec(line ?? '')?.[1];
}

function withoutFirstHeading(text: string): string {
  return text.replace(/^\s*#+\s+.+/, (all) => '\n'.repeat(all.split('\n').length - 1));
}

type TaskSource = { part: ScenarioPart; folder: string; files: SourceFiles; note: Note; kind: string };

/** `verify` is a script that passes with exit 0, whatever it prints. */
function taskOf({ part, folder, files, note, kind }: TaskSource): string[] {
  if (!part.verify) {
    for (const field of ['answer', 'hint'] as const)
      if (part[field]) note(0, field, 'unsupported', 'there is no task that it belongs to');
    return [];
  }
  const script = textOf(files, resolveIn(folder, part.verify) ?? '');
  if (script === undefined) {
    note(0, 'verify', 'unsupported', 'the script is not in the source');
    return [];
  }
  note(0, 'verify', 'translated', 'a task with a script');
  const hints = (['hint', 'answer'] as const).flatMap((field) => {
    const words = part[field];
    if (!words) return [];
    note(0, field, 'translated');
    const block = field === 'hint' ? 'hint' : 'solution';
    return ['', `${ours}:::${block}`, textOf(files, resolveIn(folder, words) ?? '') ?? words, `${ours}:::`];
  });
  const body = script.trimEnd().split('\n');
  return [
    '',
    `${ours}:::task ${kind}`,
    'Do what this step asks for.',
    '',
    ...fenceLines('bash check', body),
    ...hints,
    `${ours}:::`,
  ];
}
