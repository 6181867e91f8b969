// What a terminal tells a program by itself when the program has asked for it: that it has the focus or lost it, and
// where the pointer hovers. Nobody has typed that.

// biome-ignore lint/suspicious/noControlCharactersInRegex: a control sequence is what it is about
const passive = /^\u001b\[(?:[IO]|<35;\d+;\d+M)$/;

export function isPassiveReport(data: string): boolean {
  return passive.test(data);
}
