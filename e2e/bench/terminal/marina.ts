// Marina's whole path: the browser's WebSocket, manager, agent, Docker exec.
import type { Playground } from '../../playground.ts';
import type { TerminalAddress } from '../../student.ts';
import { openTerminalSocket } from '../../terminal-socket.ts';
import type { Channel, Contender, ShellEvents } from './channel.ts';

export function marinaContender({ student, session, instance }: Playground): Contender {
  return {
    name: 'marina',
    open: async (events) => attach(student.addressOf(session, await student.openTerminal(session, instance)), events),
    close: async () => undefined,
  };
}

/** Resolves once the terminal is shown. */
export function attach({ url, headers }: TerminalAddress, events: ShellEvents): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = openTerminalSocket(url, headers, {
      onOutput: (data, parsed) => {
        resolve(socket);
        events.receive(data, parsed);
      },
      onEnd: (why) => {
        reject(new Error(`${url}: ${why}`));
        events.ended(why);
      },
    });
  });
}
