// Marina's whole path: the browser's WebSocket, manager, agent, Docker exec.
import type { Playground } from '../../playground.ts';
import type { Student } from '../../student.ts';
import type { Channel, Contender, Receive } from './channel.ts';

export function marinaContender({ student, session, instance }: Playground): Contender {
  return {
    name: 'marina',
    open: async (receive) => attach(student, session, await student.openTerminal(session, instance), receive),
    close: async () => undefined,
  };
}

/** Resolves once the terminal is shown. */
export function attach(student: Student, session: string, terminal: string, receive: Receive): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = student.attachBytes(session, terminal, {
      onOutput: (data, parsed) => {
        resolve(socket);
        receive(data, parsed);
      },
      onEnd: (why) => reject(new Error(`terminal ${terminal}: ${why}`)),
    });
  });
}
