// Marina's whole path: the browser's WebSocket, manager, agent, Docker exec.
import type { Playground } from '../../playground.ts';
import type { Student } from '../../student.ts';
import type { Channel, Contender, ShellEvents } from './channel.ts';

export function marinaContender({ student, session, instance }: Playground): Contender {
  return {
    name: 'marina',
    open: async (events) => attach(student, session, await student.openTerminal(session, instance), events),
    close: async () => undefined,
  };
}

/** Resolves once the terminal is shown. */
export function attach(student: Student, session: string, terminal: string, events: ShellEvents): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = student.attachBytes(session, terminal, {
      onOutput: (data, parsed) => {
        resolve(socket);
        events.receive(data, parsed);
      },
      onEnd: (why) => {
        reject(new Error(`terminal ${terminal}: ${why}`));
        events.ended(why);
      },
    });
  });
}
