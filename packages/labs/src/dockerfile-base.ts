// What a Dockerfile begins from in the end. Only that is read here; the rest is its builder's business.

export type DockerfileBase = {
  /** The image of its last stage, followed through stages of its own; undefined where none is named. */
  image: string | undefined;
  /** Line of the last FROM; 1 without one. */
  line: number;
};

export function dockerfileBase(text: string): DockerfileBase {
  const stages = new Map<string, string>();
  let base: DockerfileBase = { image: undefined, line: 1 };
  for (const { instruction, line } of instructionsOf(text)) {
    const words = instruction.split(/\s+/);
    if (words[0]?.toUpperCase() !== 'FROM') continue;
    const [asked = '', as, name] = words.slice(1).filter((word) => !word.startsWith('--'));
    const image = stages.get(asked.toLowerCase()) ?? asked;
    if (as?.toUpperCase() === 'AS' && name !== undefined) stages.set(name.toLowerCase(), image);
    base = { image, line };
  }
  return base;
}

/** Whether both say the same image: Docker adds `:latest` where there is no tag, and its own hub where there is no host. */
export function isSameImage(one: string, other: string): boolean {
  return fullName(one) === fullName(other);
}

function fullName(image: string): string {
  const name = image.replace(/^docker\.io\//, '');
  return /[:@]/.test(name) ? name : `${name}:latest`;
}

/** Lines that end with a backslash go on; comments and empty lines in between do not end them. */
function* instructionsOf(text: string): Generator<{ instruction: string; line: number }> {
  let instruction = '';
  let line = 1;
  let heredoc: string | undefined;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const said = raw.trim();
    if (heredoc !== undefined) {
      if (said === heredoc) heredoc = undefined;
      continue;
    }
    if (said === '' || said.startsWith('#')) continue;
    if (instruction === '') line = at + 1;
    instruction += ` ${said.replace(/\\$/, '')}`;
    if (said.endsWith('\\')) continue;
    heredoc = /^\s*(?:run|copy)\b.*<<-?["']?(\w+)["']?/i.exec(instruction)?.[1];
    yield { instruction: instruction.trim(), line };
    instruction = '';
  }
}
