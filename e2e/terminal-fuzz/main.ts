// `npm run test:terminal-fuzz [-- --cuts N] [--live N] [--seed S] [program…]`: screens that are restored in the middle
// of anything must be what they would have been, and programs that ask their terminal must be answered once.
import { parseArgs } from 'node:util';
import { tableLines } from '../bench/table.ts';
import { withMarina } from '../marina-under-test.ts';
import { openPlaygrounds, type Playground } from '../playground.ts';
import { chooseSeed, seeded } from '../random.ts';
import { Shell } from '../shell.ts';
import { Student } from '../student.ts';
import { chooseCuts, findDifferences } from './cuts.ts';
import { cutLive } from './live-cuts.ts';
import { makeSample, type Program, programs } from './programs.ts';
import { countAnswers } from './queries.ts';
import { record } from './record.ts';
import { byteLength } from './recording.ts';

type Limits = { cuts: number; live: number; seed: number };

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cuts: { type: 'string', default: '120' },
      live: { type: 'string', default: '20' },
      seed: { type: 'string' },
    },
  });
  const limits = { cuts: Number(values.cuts), live: Number(values.live), seed: chooseSeed(values.seed) };
  const chosen = programs.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  console.log(`seed ${limits.seed}`);
  return withMarina({ name: 'e2e-terminal-fuzz', mayReuse: true }, async ({ baseUrl }) => {
    const student = await Student.arrive(baseUrl);
    const [playground] = await openPlaygrounds(student, 1);
    if (!playground) throw new Error('no playground');
    const isFuzzed = await fuzzAll(playground, chosen, limits);
    const isAnswered = await askAll(playground);
    await student.end(playground.session);
    return isFuzzed && isAnswered ? 0 : 1;
  });
}

async function fuzzAll(playground: Playground, chosen: readonly Program[], limits: Limits): Promise<boolean> {
  const rows = [['program', 'bytes', 'cuts', 'identical', 'live cuts', 'identical', 'by offset', '']];
  let ok = true;
  for (const program of chosen) {
    const outcome = await fuzz(playground, program, limits);
    rows.push([program.name, ...outcome.row]);
    ok &&= outcome.ok;
  }
  console.log(`\n${tableLines(rows).join('\n')}`);
  return ok;
}

async function fuzz(playground: Playground, program: Program, { cuts, live, seed }: Limits) {
  const shell = await Shell.open(playground);
  if (!(await shell.has(program.needs))) {
    return { ok: true, row: ['', '', '', '', '', '', `not run: ${program.needs} is not in the image`] };
  }
  await shell.run(makeSample);
  shell.close();
  const recording = await record(shell.address, program);
  const offsets = chooseCuts(recording, cuts, seeded(seed));
  const differences = await findDifferences(recording, offsets);
  const outcome = await cutLive(shell.address, program, live, seeded(seed));
  const shown = differences.map(({ offset, when, what }) => `cut at byte ${offset}, ${when}: ${what}`);
  for (const what of [...shown.slice(0, 3), ...outcome.differences.slice(0, 3)])
    console.log(`${program.name}, ${what}`);
  const differing = new Set(differences.map(({ offset }) => offset));
  const identical = offsets.filter((offset) => !differing.has(offset)).length;
  const ok = identical === cuts && outcome.identical === live;
  const figures = [byteLength(recording), cuts, identical, live, outcome.identical, outcome.resumed].map(String);
  return { ok, row: [...figures, ok ? 'ok' : 'DIFFERS'] };
}

async function askAll(playground: Playground): Promise<boolean> {
  const answers = await countAnswers(playground);
  const rows = answers.map(({ query, viewers, count, answer }) => {
    const shown = JSON.stringify(String(Buffer.from(answer, 'hex')));
    return [query, String(viewers), String(count), shown, count === 1 ? 'ok' : 'WRONG'];
  });
  console.log(`\n${tableLines([['query', 'viewers', 'answers', 'told', ''], ...rows]).join('\n')}`);
  return answers.every(({ count }) => count === 1);
}
