// wetty with a shell of this machine, and a client that acknowledges as wetty's own does.
import { spawn } from 'node:child_process';
import path from 'node:path';
import WebSocket from 'ws';
import { freePort } from '../../marina-under-test.ts';
import type { Channel, Contender, ShellEvents } from './channel.ts';
import { ensurePeer } from './install-peer.ts';
import { answers } from './peer-server.ts';

const version = '3.2.0';
const ackBytes = 262_144;

export async function wettyContender(): Promise<Contender> {
  const directory = await ensurePeer('wetty', version);
  const port = await freePort();
  const main = path.join(directory, 'node_modules/wetty/build/main.js');
  const options = ['--host', '127.0.0.1', '--port', String(port), '--base', '/wetty', '--command', 'bash'];
  const child = spawn(process.execPath, [main, ...options, '--log-level', 'error'], { stdio: 'ignore' });
  await answers(child, `http://127.0.0.1:${port}/wetty`);
  return {
    name: 'wetty',
    open: (events) => open(port, events),
    close: async () => void child.kill(),
  };
}

/** Socket.IO by hand, over WebSocket only: packets are digits for their types, then JSON. */
function open(port: number, { receive, ended }: ShellEvents): Promise<Channel> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/wetty/socket.io/?EIO=4&transport=websocket`);
  const emit = (event: string, value: unknown) => socket.send(`42${JSON.stringify([event, value])}`);
  let uncommitted = 0;
  const parse = (text: string) => {
    uncommitted += text.length;
    const commits = uncommitted >= ackBytes;
    if (commits) uncommitted -= ackBytes;
    receive(Buffer.from(text), () => commits && emit('commit', ackBytes));
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => ended(`closed with ${code}`));
    socket.on('message', (data) => {
      const packet = String(data);
      if (packet.startsWith('0')) socket.send('40');
      else if (packet === '2') socket.send('3');
      if (!packet.startsWith('42')) return;
      const [event, value] = JSON.parse(packet.slice(2)) as [string, unknown];
      if (event === 'login') resolve({ type: (text) => emit('input', text), close: () => socket.terminate() });
      else if (event === 'data') parse(String(value));
    });
  });
}
