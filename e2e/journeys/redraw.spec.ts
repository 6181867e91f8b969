// Programs that fill the screen: the same picture after a reload, and the new size after the window changed.

import { differingPixels } from './same-picture.ts';
import type { StudentPage } from './student-page.ts';
import { expect, test } from './student-page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const large = { width: 1440, height: 900 };
const small = { width: 900, height: 600 };
/** Of some hundred thousand. */
const fewPixels = 20;

/** Two panels in frames, a menu above and keys below, as file managers have them. */
const panels = `
import curses
def draw(s):
    s.erase()
    h, w = s.getmaxyx()
    s.addstr(0, 0, ' Left  File  Command'.ljust(w), curses.A_REVERSE)
    for x in (0, w // 2):
        p = s.derwin(h - 2, w // 2, 1, x)
        p.box()
        for y in range(1, h - 3): p.addstr(y, 2, 'file-%02d  日本 %6d' % (y, y * y), curses.color_pair(y % 7 + 1))
    s.insstr(h - 1, 0, 'keys of %dx%d' % (w, h), curses.A_BOLD)
    s.refresh()
def main(s):
    curses.use_default_colors()
    curses.curs_set(0)
    for c in range(1, 8): curses.init_pair(c, c, -1)
    while True:
        draw(s)
        if s.getch() == ord('q'): return
curses.wrapper(main)
`;

type Program = { name: string; start: string; quit: string; shows: RegExp; fills: (rows: string[]) => void };

const lastRow = (rows: string[]) => rows.at(-1) ?? '';

const programs: Program[] = [
  {
    name: 'vim',
    start: `vim -c 'set nu' /usr/lib/python3*/inspect.py`,
    quit: ':q!\n',
    shows: /1,1\s+Top/,
    fills: (rows) => expect(lastRow(rows)).toMatch(/1,1\s+Top$/),
  },
  {
    name: 'less',
    start: 'less -N /usr/lib/python3*/inspect.py',
    quit: 'q',
    shows: /inspect\.py/,
    fills: (rows) => expect(lastRow(rows)).toMatch(/inspect\.py|^:/),
  },
  {
    name: 'htop',
    start: 'htop -d 100',
    quit: 'q',
    shows: /F10Quit/,
    fills: (rows) => expect(lastRow(rows)).toMatch(/^F1Help.*F10Quit/),
  },
  {
    name: 'panels',
    start: `echo ${Buffer.from(panels).toString('base64')} | base64 -d > panels.py; clear; python3 panels.py`,
    quit: 'q',
    shows: /keys of \d+x\d+/,
    fills: (rows) => {
      expect(lastRow(rows)).toMatch(new RegExp(`^keys of \\d+x${rows.length}$`));
      expect(rows.at(-2)).toMatch(/^└─+┘└─+┘/);
    },
  },
];

test('full-screen programs look the same after a reload, and fill a window that has changed', async ({ student }) => {
  test.setTimeout(120_000);
  await student.openPlayground();
  for (const program of programs) await test.step(program.name, () => redraws(student, program));
});

async function redraws(student: StudentPage, program: Program): Promise<void> {
  const { page, screen, terminal } = student;
  await student.type(program.start);
  await expect(screen).toContainText(program.shows);
  await expect(terminal).toHaveAttribute('data-fit', 'own');
  const before = await picture(student);
  await page.reload();
  await expect(screen).toContainText(program.shows);
  const after = await picture(student);
  expect(await differingPixels(page, before, after), program.name).toBeLessThan(fewPixels);
  await page.setViewportSize(small);
  await fills(student, program);
  await page.setViewportSize(large);
  await fills(student, program);
  await page.keyboard.type(program.quit);
  await student.run('true');
}

/** Once nothing has changed any more. */
async function picture({ terminal, page }: StudentPage): Promise<Buffer> {
  await page.bringToFront();
  let last = await terminal.screenshot();
  await expect(async () => {
    const next = await terminal.screenshot();
    const isSame = next.equals(last);
    last = next;
    expect(isSame).toBe(true);
  }).toPass({ timeout: 10_000 });
  return last;
}

async function fills(student: StudentPage, { fills: check }: Program): Promise<void> {
  await expect(async () => {
    await expect(student.terminal).toHaveAttribute('data-fit', 'own', { timeout: 1000 });
    check((await student.text()).split('\n'));
  }).toPass({ timeout: 10_000 });
}
