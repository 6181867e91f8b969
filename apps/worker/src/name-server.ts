// The name servers that instances ask for names outside their session. The firewall decides which of them a session
// reaches: the first knows no name, the second those of the mirrors, the third asks the machine's resolvers, too.
// Each answers at once, which spares every `docker pull` ten seconds of waiting for a server that is not there.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { addressAnswer, hasClosedAddress, noSuchName, type Question, readQuestion } from './dns-message.ts';
import type { Gateway } from './egress/keep-gateway.ts';
import type { Mirror } from './egress/mirrors.ts';
import { nameServers, serviceAddress } from './netns.ts';

export type NameServerOptions = { mirrors: readonly Mirror[]; gateway: Pick<Gateway, 'ask'> | undefined };

type Answer = (question: Question) => Buffer | Promise<Buffer | undefined> | undefined;

export async function startNameServer({ mirrors, gateway }: NameServerOptions): Promise<{ close(): Promise<void> }> {
  const addresses = new Map(mirrors.flatMap(({ name, address }) => (name ? [[name, address] as const] : [])));
  const ofMirror: Answer = (question) => {
    const address = addresses.get(question.name);
    return address ? addressAnswer(question, address) : noSuchName(question);
  };
  const ofInternet: Answer = async (question) => {
    if (addresses.has(question.name)) return ofMirror(question);
    const answer = await gateway?.ask(question.query);
    // A name of the operator's own network is nothing that an instance may learn.
    return answer && !hasClosedAddress(answer) ? answer : noSuchName(question);
  };
  const sockets = await Promise.all([
    serve(serviceAddress, noSuchName),
    serve(nameServers.mirror, ofMirror),
    serve(nameServers.internet, ofInternet),
  ]);
  return {
    close: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
    },
  };
}

async function serve(address: string, answerOf: Answer): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', async (query, { address: from, port }) => {
    const question = readQuestion(query);
    if (!question) return;
    const answer = await answerOf(question);
    if (answer) socket.send(answer, port, from, () => undefined);
  });
  socket.on('error', () => undefined);
  socket.bind(53, address);
  await once(socket, 'listening');
  return socket;
}
