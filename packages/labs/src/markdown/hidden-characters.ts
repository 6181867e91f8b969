// Characters that nobody sees, or that turn the order of others around: a command could read otherwise than it runs.
import { report, type StepContext } from './context.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get through
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

export function refuseHiddenCharacters(text: string, context: StepContext): void {
  for (const [index, line] of text.split('\n').entries()) {
    const [found] = hidden.exec(line) ?? [];
    if (found === undefined) continue;
    const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report(context, 'hidden-character', index + 1, `The line holds the invisible character U+${code}.`);
  }
}
