// What the program asks, in an instance, and how it counts what it is told.

export const queries = [
  { name: 'DA1', asks: '\\x1b[c', told: '\\x1b\\[\\?[0-9;]+c' },
  { name: 'DA2', asks: '\\x1b[>c', told: '\\x1b\\[>[0-9;]+c' },
  { name: 'DSR 6n', asks: '\\x1b[6n', told: '\\x1b\\[[0-9]+;[0-9]+R' },
  { name: 'DECRQM', asks: '\\x1b[?2004$p', told: '\\x1b\\[\\?2004;[0-9]\\$y' },
  { name: 'OSC 10', asks: '\\x1b]10;?\\x1b\\\\', told: '\\x1b\\]10;rgb:[0-9a-f/]+\\x1b\\\\' },
  { name: 'OSC 11', asks: '\\x1b]11;?\\x1b\\\\', told: '\\x1b\\]11;rgb:[0-9a-f/]+\\x1b\\\\' },
  { name: 'XTVERSION', asks: '\\x1b[>q', told: '\\x1bP>\\|[^\\x1b]*\\x1b\\\\' },
] as const;

export type QueryName = (typeof queries)[number]['name'];

export const askFile = '/tmp/told';

/** More answers than one would be there by then. */
const listenSeconds = 0.4;

const program = `
import os, re, select, sys, termios, time, tty
old = termios.tcgetattr(0)
tty.setraw(0)
counts = []
for asks, told in [${queries.map(({ asks, told }) => `(b'${asks}', rb'${told}')`).join(', ')}]:
    os.write(1, asks)
    heard, end = b'', time.time() + ${listenSeconds}
    while time.time() < end:
        if select.select([0], [], [], 0.05)[0]: heard += os.read(0, 1000)
    rest, count = re.subn(told, b'', heard)
    counts.append('%d %s' % (count + (rest != b''), heard.hex()))
termios.tcsetattr(0, termios.TCSANOW, old)
open('${askFile}', 'w').write('|'.join(counts))
`;

/** A command that leaves the program where it is found. */
export const makeAsk = `echo ${Buffer.from(program).toString('base64')} | base64 -d >/tmp/ask.py`;
