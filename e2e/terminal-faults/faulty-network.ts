// A network that is slow and breaks: passes bytes on after a random delay, in order, and cuts the connection, in the
// middle of whatever it carries, after a random number of bytes in either direction.
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';

/** What less than a quarter of a second brings; some cuts come in the middle of the handshake. */
const downBytes = 20_000;
const upBytes = 1_200;
const longestDelayMs = 15;

export class FaultyNetwork {
  cuts = 0;
  /** Until this is set it carries everything. */
  isFaulty = false;
  readonly #server: net.Server;
  readonly #target: { host: string; port: number };
  readonly #random: Random;
  readonly #sockets = new Set<net.Socket>();

  private constructor(target: { host: string; port: number }, random: Random) {
    this.#target = target;
    this.#random = random;
    this.#server = net.createServer((browser) => this.#carry(browser));
  }

  static async before(baseUrl: string, random: Random): Promise<FaultyNetwork> {
    const { hostname, port } = new URL(baseUrl);
    const network = new FaultyNetwork({ host: hostname, port: Number(port) }, random);
    await new Promise<void>((listening) => network.#server.listen(0, '127.0.0.1', listening));
    return network;
  }

  /** The address on this side of what is at `url` beyond. */
  through(url: string): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the network is closed');
    const here = new URL(url);
    here.port = String(address.port);
    return here.href;
  }

  /** Cuts what is connected, in the middle of whatever it does. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.cutAll();
  }

  #carry(browser: net.Socket): void {
    const manager = net.connect(this.#target);
    let isCut = false;
    const cut = () => {
      if (this.isFaulty && !isCut) this.cuts += 1;
      isCut = true;
      for (const socket of [browser, manager]) socket.destroy();
    };
    for (const socket of [browser, manager]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        isCut = true;
        for (const end of [browser, manager]) end.destroy();
      });
    }
    const breaksUp = this.#random.between(0, 2) === 0;
    void this.#pass(browser, manager, breaksUp ? this.#random.between(0, upBytes) : Infinity, cut);
    void this.#pass(manager, browser, breaksUp ? Infinity : this.#random.between(0, downBytes), cut);
  }

  async #pass(from: net.Socket, to: net.Socket, budget: number, cut: () => void): Promise<void> {
    let left = this.isFaulty ? budget : Infinity;
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (this.isFaulty) await sleep(this.#random.between(0, longestDelayMs));
        const part = chunk.subarray(0, Math.min(chunk.length, left));
        left -= part.length;
        if (!to.write(part)) await drained(to);
        if (left > 0) continue;
        // What was sent before arrives: a cut is no reset that throws it away.
        to.end(cut);
        return;
      }
    } catch {
      // The other direction has cut.
    }
    to.end();
  }
}

function drained(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
