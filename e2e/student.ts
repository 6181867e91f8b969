// A student without a browser: the REST API and the sockets, as the web app uses them.

import { once } from 'node:events';
import { type CheckState, checkStateSchema, type LabProgress, labProgressSchema } from '@marina/protocol/lab-progress';
import { type Session, sessionSchema, terminalSchema } from '@marina/protocol/session';
import { sessionEventSchema } from '@marina/protocol/session-events';
import WebSocket from 'ws';
import { type AttachedTerminal, attachTerminal } from './attached-terminal.ts';
import { openTerminalSocket, type TerminalEvents, type TerminalSocket } from './terminal-socket.ts';

const requestTimeoutMs = 15_000;
/** A check may be a script that takes a while. */
const lookTimeoutMs = 120_000;

/** What a socket needs to attach to a terminal. */
export type TerminalAddress = { url: string; headers: Record<string, string> };

export class Student {
  readonly #baseUrl: string;
  readonly #language: string;
  #cookie = '';

  private constructor(baseUrl: string, language: string) {
    this.#baseUrl = baseUrl;
    this.#language = language;
  }

  /** A new guest, who has their cookie before anything else happens. */
  static async arrive(baseUrl: string, language = 'en'): Promise<Student> {
    const student = new Student(baseUrl, language);
    await student.#call('PATCH', '/viewer', { name: 'Ada' });
    return student;
  }

  async open(lab = 'playground'): Promise<Session> {
    return sessionSchema.parse(await this.#call('POST', '/sessions', { lab }));
  }

  async read(id: string): Promise<Session> {
    return sessionSchema.parse(await this.#call('GET', `/sessions/${id}`));
  }

  /** Sessions that have not ended. */
  async list(): Promise<Session[]> {
    const { sessions } = (await this.#call('GET', '/sessions')) as { sessions: unknown[] };
    return sessions.map((session) => sessionSchema.parse(session));
  }

  async end(id: string): Promise<Session> {
    return sessionSchema.parse(await this.#call('DELETE', `/sessions/${id}`));
  }

  async readProgress(lab: string): Promise<LabProgress> {
    return labProgressSchema.parse(await this.#call('GET', `/labs/${lab}/progress`));
  }

  /** Has the session's tasks looked at now. */
  async look(session: string, task?: string): Promise<CheckState> {
    return checkStateSchema.parse(await this.#call('POST', `/sessions/${session}/checks`, { task }, lookTimeoutMs));
  }

  async openTerminal(session: string, instance: string): Promise<string> {
    const path = `/sessions/${session}/instances/${instance}/terminals`;
    return terminalSchema.parse(await this.#call('POST', path, {})).id;
  }

  async closeTerminal(session: string, terminal: string): Promise<void> {
    await this.#call('DELETE', `/sessions/${session}/terminals/${terminal}`);
  }

  /** Resolves with the first state of the session that `isGood` accepts, told over its event socket. */
  until(id: string, isGood: (session: Session) => boolean, timeoutMs = 30_000): Promise<Session> {
    const socket = this.#socket(`/sessions/${id}/events`);
    return new Promise<Session>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`session ${id}: not as awaited in ${timeoutMs} ms`)), timeoutMs);
      socket.on('error', reject);
      socket.on('close', (code) => reject(new Error(`session ${id}: its events ended with ${code}`)));
      socket.on('message', (data) => {
        const event = sessionEventSchema.parse(JSON.parse(String(data)));
        if (event.type === 'session' && isGood(event.session)) resolve(event.session);
      });
      socket.once('close', () => clearTimeout(timer));
    }).finally(() => socket.terminate());
  }

  /** Has the session open, as a page has: while it is, its checks are watched. */
  async follow(id: string): Promise<{ close(): void }> {
    const socket = this.#socket(`/sessions/${id}/events`);
    await once(socket, 'open');
    return { close: () => socket.terminate() };
  }

  addressOf(session: string, terminal: string): TerminalAddress {
    return {
      url: this.#url(`/sessions/${session}/terminals/${terminal}`, 'ws'),
      headers: { cookie: this.#cookie },
    };
  }

  attach(session: string, terminal: string): AttachedTerminal {
    const { url, headers } = this.addressOf(session, terminal);
    return attachTerminal(url, headers);
  }

  /** The same attachment, for who reads its bytes. */
  attachBytes(session: string, terminal: string, events: TerminalEvents): TerminalSocket {
    const { url, headers } = this.addressOf(session, terminal);
    return openTerminalSocket(url, headers, events);
  }

  async #call(method: string, path: string, body?: object, timeoutMs = requestTimeoutMs): Promise<unknown> {
    const reply = await fetch(this.#url(path, 'http'), {
      method,
      headers: {
        'accept-language': this.#language,
        ...(body && { 'content-type': 'application/json' }),
        ...(this.#cookie && { cookie: this.#cookie }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    this.#cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    const content: unknown = reply.status === 204 ? undefined : await reply.json();
    if (!reply.ok)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(content)}`, { cause: reply.status });
    return content;
  }

  #socket(path: string): WebSocket {
    return new WebSocket(this.#url(path, 'ws'), { headers: { cookie: this.#cookie } });
  }

  #url(path: string, scheme: 'http' | 'ws'): string {
    return `${this.#baseUrl.replace(/^http/, scheme)}/api/v1${path}`;
  }
}
