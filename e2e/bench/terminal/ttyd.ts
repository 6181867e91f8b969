// ttyd, where the machine has it, with a shell of this machine and a client that speaks as ttyd's own page does.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import { freePort } from '../../marina-under-test.ts';
import { type Channel, type Contender, NotRun, type ShellEvents } from './channel.ts';
import { answers } from './peer-server.ts';

const run = promisify(execFile);
/** ttyd's client counts writes of this size, and pauses the server while more than so many wait. */
const writeBytes = 100_000;
const highWrites = 10;
const lowWrites = 4;

export async function ttydContender(): Promise<Contender> {
  const port = await freePort();
  if (!(await isInstalled())) throw new NotRun(await whyNot());
  const options = ['--interface', '127.0.0.1', '--port', String(port), '--writable', 'bash', '--norc'];
  const child = spawn('ttyd', options, { stdio: 'ignore' });
  await answers(child, `http://127.0.0.1:${port}/`);
  return {
    name: 'ttyd',
    open: (events) => open(port, events),
    close: async () => void child.kill(),
  };
}

function isInstalled(): Promise<boolean> {
  return run('ttyd', ['--version']).then(
    () => true,
    () => false,
  );
}

async function whyNot(): Promise<string> {
  const { stdout } = await run('apt-cache', ['policy', 'ttyd']).catch(() => ({ stdout: '' }));
  const isOffered = /Candidate: (?!\(none\))\S/.test(stdout);
  return isOffered ? 'not installed: apt-get install ttyd' : "not in this distribution's packages";
}

function open(port: number, { receive, ended }: ShellEvents): Promise<Channel> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['tty']);
  const greeting = JSON.stringify({ AuthToken: '', columns: 80, rows: 24 });
  const pace = pacing((command) => socket.send(Buffer.from(command)));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => ended(`closed with ${code}`));
    socket.once('open', () => socket.send(Buffer.from(greeting)));
    socket.on('message', (data: Buffer) => {
      // Others carry the title and preferences.
      if (data[0] !== '0'.charCodeAt(0)) return;
      resolve({ type: (text) => socket.send(Buffer.from(`0${text}`)), close: () => socket.terminate() });
      receive(data.subarray(1), pace(data.length - 1));
    });
  });
}

/** Gives, for every write, what to do once it has been parsed. */
function pacing(send: (command: '2' | '3') => void): (bytes: number) => () => void {
  let unmarkedBytes = 0;
  let waiting = 0;
  return (bytes) => {
    unmarkedBytes += bytes;
    if (unmarkedBytes <= writeBytes) return () => undefined;
    unmarkedBytes = 0;
    if (++waiting > highWrites) send('2');
    return () => {
      if (--waiting < lowWrites) send('3');
    };
  };
}
