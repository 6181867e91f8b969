// The paths of a catalogue from the text of paths.yaml.
import { clearest } from './clearest-issue.ts';
import { type LabPath, pathsSchema } from './paths-schema.ts';
import { type LabProblem, problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';

const file = 'paths.yaml';

/** A path without a lab that exists is left out; `labs` are the names of those on offer. */
export function readPaths(text: string, labs: ReadonlySet<string>): { paths: LabPath[]; problems: LabProblem[] } {
  const yaml = readYaml(text);
  if (!yaml.ok)
    return { paths: [], problems: yaml.faults.map(({ code, line, message }) => problem(code, file, line, message)) };
  const parsed = pathsSchema.safeParse(yaml.value);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map(clearest)
      .map(({ path, message }) =>
        problem('paths-value', file, yaml.lineOf(path), `${path.join('.') || 'paths'}: ${message}`),
      );
    return { paths: [], problems };
  }
  const problems = parsed.data.flatMap((path, at) =>
    path.labs.flatMap((lab, index) =>
      labs.has(lab)
        ? []
        : [problem('link-broken', file, yaml.lineOf([at, 'labs', index]), `There is no lab "${lab}".`)],
    ),
  );
  const paths = parsed.data
    .map((path) => ({ ...path, labs: path.labs.filter((lab) => labs.has(lab)) }))
    .filter((path) => path.labs.length > 0);
  return { paths, problems };
}
