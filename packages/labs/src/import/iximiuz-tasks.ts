// Tasks of iximiuz's front matter as scripts of ours: those of the setup, and those that check.
import type { ImportedLab } from './imported-lab.ts';
import type { IximiuzFront, IximiuzTask } from './iximiuz-front.ts';
import type { Note } from './report.ts';

/** A check by the task's name. */
export type IximiuzChecks = ReadonlyMap<string, { instance: string; script: string; seconds: number }>;

/** Tasks that prepare the machines, in the order of their needs, one script for each instance. */
export function iximiuzSetup(
  front: IximiuzFront,
  names: ReadonlyMap<string, string>,
  lab: ImportedLab,
  note: Note,
): void {
  const tasks = Object.entries(front.tasks ?? {}).filter(([, task]) => task.init);
  const scripts = new Map<string, string[]>();
  for (const [name, task] of inOrder(tasks)) {
    note(1, 'init task', 'translated', 'the setup of the instance');
    const instances =
      task.machine === undefined ? [...names.values()] : [names.get(task.machine) ?? [...names.values()][0] ?? ''];
    for (const instance of instances)
      scripts.set(instance, [...(scripts.get(instance) ?? []), `# ${name}\n(\n${scriptOf(task, note).trimEnd()}\n)`]);
  }
  for (const [instance, bodies] of scripts) {
    const file = scripts.size === 1 ? 'setup.sh' : `setup-${instance}.sh`;
    lab.files.set(file, { text: `#!/bin/bash\n${withHelpers(bodies.join('\n\n'))}\n` });
    const found = lab.instances.find(({ name }) => name === instance);
    if (found) found.setup = file;
  }
}

function inOrder(tasks: [string, IximiuzTask][]): [string, IximiuzTask][] {
  const ordered: [string, IximiuzTask][] = [];
  const visit = ([name, task]: [string, IximiuzTask], seen: ReadonlySet<string>): void => {
    if (seen.has(name) || ordered.some(([done]) => done === name)) return;
    for (const need of task.needs ?? []) {
      const found = tasks.find(([other]) => other === need);
      if (found) visit(found, new Set([...seen, name]));
    }
    ordered.push([name, task]);
  };
  for (const task of tasks) visit(task, new Set());
  return ordered;
}

export function iximiuzChecks(front: IximiuzFront, names: ReadonlyMap<string, string>, note: Note): IximiuzChecks {
  const checks = new Map<string, { instance: string; script: string; seconds: number }>();
  for (const [name, task] of Object.entries(front.tasks ?? {})) {
    if (task.init) continue;
    if (task.helper) {
      note(1, 'helper task', 'unsupported', 'nothing runs for ever beside the student');
      continue;
    }
    const all = [task.run, task.hintcheck, ...(task.env ?? [])].join('\n');
    if (/x\(\.(input|needs)\b/.test(all) || task.run === undefined) {
      note(1, 'task with x(…)', 'unsupported', 'checks take no input and no other check’s output');
      continue;
    }
    if (task.failcheck) note(1, 'failcheck', 'unsupported', 'an attempt can’t fail for good');
    if (task.needs) note(1, 'needs', 'unsupported', 'checks do not wait for each other');
    note(1, 'regular task', 'translated', 'a task with a script');
    const instance = names.get(task.machine ?? '') ?? [...names.values()][0] ?? 'node1';
    const seconds = Math.min(60, Math.max(1, Math.round(task.timeout_seconds ?? 10)));
    checks.set(name, { instance, script: withHelpers(withHint(task, note)), seconds });
  }
  return checks;
}

/** What `hintcheck` prints is the last line that the student is told. */
function withHint(task: IximiuzTask, note: Note): string {
  const run = scriptOf(task, note).trimEnd();
  if (!task.hintcheck) return `#!/bin/bash\n${run}`;
  note(1, 'hintcheck', 'translated', 'its last line is told');
  return `#!/bin/bash\n(\n${run}\n) >/dev/null 2>&1 && exit 0\n(\n${task.hintcheck.trimEnd()}\n) 2>&1\nexit 1`;
}

function scriptOf({ run, env, user }: IximiuzTask, note: Note): string {
  const variables = (env ?? []).map((entry) => {
    const at = entry.indexOf('=');
    return `export ${entry.slice(0, at)}='${entry.slice(at + 1).replaceAll("'", "'\\''")}'`;
  });
  if (user && user !== 'root') note(1, 'user of a task', 'unsupported', 'scripts run as root');
  return [...variables, run ?? 'true'].join('\n');
}

/** Functions that their scripts may call, where this one does. */
function withHelpers(script: string): string {
  const needed = Object.entries(helpers).filter(([name]) => script.includes(name));
  if (needed.length === 0) return script;
  const definitions = needed.map(([name, body]) => `${name}() { ${body}; }`).join('\n');
  const [, shebang = '', rest = script] = /^(#!.*\n)?([\s\S]*)$/.exec(script) ?? [];
  return `${shebang}${definitions}\n${rest}`;
}

const inspect = (field: string) => `docker container inspect -f '{{${field}}}' "$@"`;

const helpers: Record<string, string> = {
  docker_container_name: inspect('.Name'),
  docker_container_pid: inspect('.State.Pid'),
  docker_container_ip: inspect('range .NetworkSettings.Networks}}{{.IPAddress}}{{end'),
  docker_container_image_id: inspect('.Image'),
  docker_container_image: inspect('.Config.Image'),
  docker_container_is_running: `[ "$(${inspect('.State.Running')} 2>/dev/null)" = true ]`,
  docker_container_exit_code: inspect('.State.ExitCode'),
  docker_container_count_total: 'docker ps -aq | wc -l',
  docker_container_count_running: 'docker ps -q | wc -l',
  docker_image_id: `docker image inspect -f '{{.Id}}' "$@"`,
  docker_image_size_bytes: `docker image inspect -f '{{.Size}}' "$@"`,
};
