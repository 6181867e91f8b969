// Questions of programs that xterm leaves to whoever shows the screen: its colours and its name.
import type { IParser } from '@xterm/headless';

/** 0xRRGGBB of whoever typed last. */
export type Colors = { foreground: number; background: number };

export const defaultColors: Colors = { foreground: 0xe6e6e6, background: 0x101418 };

export function answerQueries(parser: IParser, colors: () => Colors, reply: (data: string) => void): void {
  const answerColor = (code: number, pick: (colors: Colors) => number) =>
    parser.registerOscHandler(code, (data) => {
      if (data !== '?') return false;
      reply(`\u001b]${code};${spell(pick(colors()))}\u001b\\`);
      return true;
    });
  answerColor(10, ({ foreground }) => foreground);
  answerColor(11, ({ background }) => background);
  answerColor(12, ({ foreground }) => foreground);
  // XTVERSION
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, () => {
    reply('\u001bP>|xterm.js(6.0.0)\u001b\\');
    return true;
  });
}

/** X11's way to write a colour, with 16 bits for each part. */
function spell(rgb: number): string {
  const part = (shift: number) => ((rgb >> shift) & 0xff).toString(16).padStart(2, '0').repeat(2);
  return `rgb:${part(16)}/${part(8)}/${part(0)}`;
}
