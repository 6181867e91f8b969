// What students run, and how they use it: programs that draw, with keys that make them draw much.
import type { Size } from '../../apps/web/src/features/terminal/terminal-connection.ts';

export type Step = string | Size;

export type Program = {
  name: string;
  /** The shell must be able to find it. */
  needs: string;
  start: string;
  /** May be repeated: leaves the program running. */
  steps: Step[];
  end: string;
};

export const usualSize: Size = { cols: 80, rows: 24 };
const wide: Size = { cols: 101, rows: 31 };
const narrow: Size = { cols: 57, rows: 17 };

const esc = '\u001b';
const control = (letter: string) => String.fromCharCode(letter.charCodeAt(0) & 0x1f);

/** A file with long lines, colours of a language, tabs, wide characters, and enough of it to scroll. */
export const sample = '/tmp/sample.py';
export const makeSample = [
  'head -n 400 /usr/lib/python3*/inspect.py >/tmp/sample.py;',
  'printf \'# 日本語 👩‍👩‍👧 e\\u0301 ñ\\tà\\n# %s\\n\' "$(seq -s, 1 120)" >>/tmp/sample.py',
].join(' ');

const bashSteps: Step[] = [
  'ls --color=always /etc | head -n 60\r',
  'echo "日本語 👩‍👩‍👧 🇫🇷 ✅ é e\u0301 각"\r',
  `for i in $(seq 16 60); do printf '\\e[48;5;%dm\\e[38;2;%d;99;200m%3d \\e[0m' $i $((i*4)) $i; done; echo\r`,
  `printf '\\e[1mbold\\e[0m \\e[2mdim\\e[0m \\e[3mitalic\\e[0m \\e[4:3;58;5;9mcurly\\e[0m \\e[9mgone\\e[0m \\e[53mover\\e[0m\\n'\r`,
  `printf '\\e]2;a title of bash\\a'; printf '\\e(0lqqqk\\e(B\\n'\r`,
  'echo a long line that is edited 0123456789 0123456789 0123456789 0123456789 日本語日本語',
  control('A'),
  `${esc}f${esc}f`,
  '漢字 ',
  control('E'),
  '\u007f\u007f\u007f\r',
  `${control('R')}ls`,
  '\r',
  narrow,
  'seq -s " " 1 200\r',
  usualSize,
  `printf '\\e[5;10r\\e[10;1H'; seq 1 20; printf '\\e[r\\e[24;1H'\r`,
  'seq 1 60 | column -c 70\r',
  'git log --all | head; man ls | head -n 30\r',
  `${esc}[A${esc}[A`,
  control('C'),
];

export const programs: Program[] = [
  {
    name: 'vim',
    needs: 'vim',
    start: `vim -n -c 'set mouse=a title' ${sample}\r`,
    steps: [
      control('F') + control('F'),
      `${control('B')}jjjj`,
      'dd',
      `ihello 日本語 ${esc}`,
      '/def \r',
      'nn',
      ':set nu hlsearch\r',
      wide,
      ':split\r',
      control('W') + control('W'),
      'G',
      'v10k',
      'd',
      usualSize,
      'gg',
      `Otyped é 👍 ${esc}`,
      ':set spell\r',
      'u',
      ':only\r',
    ],
    end: `${esc}:q!\r`,
  },
  {
    name: 'less',
    needs: 'less',
    start: `less -N ${sample}\r`,
    steps: [' ', ' ', 'b', '/def\r', 'nN', 'kkkk', narrow, 'G', `${esc})`, `${esc}(`, usualSize, 'g', '50%', '-S\r'],
    end: 'q',
  },
  {
    name: 'top',
    needs: 'top',
    start: 'top -d 1\r',
    steps: ['1', 'c', 'z', 'x', wide, 'V', 'M', 'b', usualSize, 'P', 'E', ' '],
    end: 'q',
  },
  {
    name: 'tmux',
    needs: 'tmux',
    start: 'tmux -L fuzz\r',
    steps: [
      'ls --color=always -la /etc\r',
      `${control('B')}"`,
      'seq 1 200\r',
      `${control('B')}%`,
      'echo 日本語 é 👍\r',
      wide,
      `${control('B')}o`,
      `${control('B')}[`,
      `${esc}[5~${esc}[5~`,
      'q',
      usualSize,
      `${control('B')}z`,
      `${control('B')}z`,
      `${control('B')}!`,
      `${control('B')}w`,
      'q',
    ],
    end: `${control('B')}:kill-server\r`,
  },
  { name: 'bash', needs: 'bash', start: 'bash\r', steps: bashSteps, end: 'exit\r' },
  {
    name: 'nano',
    needs: 'nano',
    start: `nano -l ${sample}\r`,
    steps: [
      control('V') + control('V'),
      'typed 日本語 é',
      `${control('W')}def\r`,
      control('K') + control('K'),
      narrow,
      control('U'),
      `${esc}/`,
      usualSize,
      `${esc}\\`,
      '\r\r',
      control('G'),
      control('X'),
    ],
    end: `${control('X')}n`,
  },
  {
    name: 'htop',
    needs: 'htop',
    start: 'htop -d 10\r',
    steps: [
      `${esc}[B${esc}[B`,
      't',
      'H',
      wide,
      `${esc}OS`,
      `${esc}`,
      '>',
      `${esc}`,
      usualSize,
      'I',
      'P',
      'p',
      '\\ba\r',
    ],
    end: 'q',
  },
];
