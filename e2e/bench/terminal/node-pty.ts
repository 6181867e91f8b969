// A shell of this machine on a PTY of this process: the least that a web terminal on Node can cost.
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Contender, NotRun, pausing } from './channel.ts';
import { ensurePeer } from './install-peer.ts';

const version = '1.1.0';

/** The part of node-pty that is used here. */
type NodePty = {
  spawn(file: string, args: string[], options: { cols: number; rows: number; name: string; encoding: null }): Pty;
};
type Pty = {
  onData(listener: (data: Buffer) => void): void;
  onExit(listener: (exit: { exitCode: number }) => void): void;
  write(text: string): void;
  kill(): void;
  pause(): void;
  resume(): void;
};

export async function nodePtyContender(): Promise<Contender> {
  const directory = await ensurePeer('node-pty', version);
  const nodePty = load(directory);
  return {
    name: 'node-pty',
    open: async ({ receive, ended }) => {
      const options = { cols: 80, rows: 24, name: 'xterm-256color', encoding: null };
      const pty = nodePty.spawn('/bin/bash', ['--norc'], options);
      const take = pausing(pty);
      pty.onData((data) => take(data, receive));
      pty.onExit(({ exitCode }) => ended(`exited with ${exitCode}`));
      return { type: (text) => pty.write(text), close: () => pty.kill() };
    },
    close: async () => undefined,
  };
}

function load(directory: string): NodePty {
  try {
    return createRequire(path.join(directory, 'package.json'))('node-pty');
  } catch (error) {
    throw new NotRun(`node-pty does not load: ${String(error).split('\n')[0]}`);
  }
}
