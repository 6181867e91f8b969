// What a student can run: commands in an instance, and in a container there that has been given everything.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Session } from '@marina/protocol/session';
import { outerSocket } from '../machine/outer-docker.ts';
import type { MarinaPlace } from '../marina-under-test.ts';

const probe = path.join(import.meta.dirname, 'probe.py');
/** All that a student can give a container. */
const everything = ['--privileged', '--security-opt', 'seccomp=unconfined', '--net=host', '--pid=host', '-v', '/:/h'];
const timeoutMs = 90_000;

/** Where a probe runs. */
export type Stand = 'instance' | 'nested';

export type Ran = { code: number; output: string };

export class Inside {
  readonly session: string;
  readonly instance: string;
  readonly #docker: string[];

  constructor(marina: MarinaPlace, session: Session, name: string) {
    const found = session.instances.find((instance) => instance.name === name);
    if (!found) throw new Error(`session ${session.id} has no ${name}`);
    this.session = session.id;
    this.instance = found.id;
    this.#docker = ['docker', '--host', `unix://${outerSocket(marina)}`, 'exec', '--interactive', found.id];
  }

  /** A shell command, to its end. */
  run(script: string): Promise<Ran> {
    return finish(this.#spawn(['sh', '-c', script]));
  }

  async output(script: string): Promise<string> {
    const { code, output } = await this.run(script);
    if (code !== 0) throw new Error(`"${script}" ended with ${code}: ${output.trim().slice(-300)}`);
    return output.trim();
  }

  /** A shell command in the instance, or in a container there that has everything; fails unless it succeeds. */
  async shell(stand: Stand, script: string): Promise<string> {
    if (stand === 'instance') return this.output(script);
    // What pulling says would be taken for the script's words.
    await this.output('docker image inspect python >/dev/null 2>&1 || docker pull --quiet python');
    const { code, output } = await finish(
      this.#spawn(['docker', 'run', '--rm', ...everything, 'python', 'sh', '-c', script]),
    );
    if (code !== 0) throw new Error(`"${script}" in a container ended with ${code}: ${output.trim().slice(-300)}`);
    return output.trim();
  }

  /** What the worker's engine knows of the instance, in its template language. */
  async inspect(format: string): Promise<string> {
    const [program = '', ...args] = this.#docker.slice(0, 3);
    const child = spawn(program, [...args, 'inspect', '--format', format, this.instance]);
    return (await finish(child)).output.trim();
  }

  /** What a command of probe.py says in the end. */
  async probe<T = string[]>(stand: Stand, ...args: string[]): Promise<T> {
    return this.program<T>(stand, probe, ...args);
  }

  startProbe(stand: Stand, ...args: string[]): ChildProcess {
    return this.startProgram(stand, probe, ...args);
  }

  /** What a Python program of the suite says in its last line. */
  async program<T>(stand: Stand, file: string, ...args: string[]): Promise<T> {
    const child = this.startProgram(stand, file, ...args);
    return answerOf<T>(`${path.basename(file)} ${args[0] ?? ''}`, await finish(child));
  }

  startProgram(stand: Stand, file: string, ...args: string[]): ChildProcess {
    const nested = ['docker', 'run', '--rm', '--interactive', ...everything, 'python'];
    const child = this.#spawn([...(stand === 'nested' ? nested : []), 'python3', '-', ...args]);
    if (child.stdin) createReadStream(file).pipe(child.stdin);
    return child;
  }

  /** A web server on a port, until it is closed. */
  async listen(port: number): Promise<{ close(): Promise<void> }> {
    const child = this.#spawn(['python3', '-m', 'http.server', String(port)]);
    await this.output(`for i in $(seq 100); do nc -z 127.0.0.1 ${port} && exit; sleep 0.1; done; exit 1`);
    return {
      close: async () => {
        await this.run(`pkill -f "^python3 -m http.server ${port}"`);
        child.kill();
      },
    };
  }

  async address(): Promise<string> {
    return this.output('ip -4 -o address show dev eth0 | awk \'{ sub("/.*", "", $4); print $4 }\'');
  }

  async mac(): Promise<string> {
    return this.output('cat /sys/class/net/eth0/address');
  }

  async gateway(): Promise<string> {
    return this.output("ip route show default | awk '{ print $3 }'");
  }

  #spawn(command: string[]): ChildProcess {
    const [program = '', ...args] = this.#docker;
    return spawn(program, [...args, ...command], { stdio: ['pipe', 'pipe', 'pipe'] });
  }
}

/** A Python program in a container of the worker’s own engine, which has options of its own: what confines less. */
export async function runBeside<T>(
  marina: MarinaPlace,
  options: string[],
  file: string,
  ...args: string[]
): Promise<T> {
  // Not the runtime of instances, which says nothing.
  const quiet = ['--rm', '--interactive', '--runtime', 'runc', '--network', 'none'];
  const engine = ['--host', `unix://${outerSocket(marina)}`, 'run', ...quiet];
  const command = [...engine, ...options, '--entrypoint', 'python3', 'marina/docker', '-', ...args];
  const child = spawn('docker', command, { stdio: ['pipe', 'pipe', 'pipe'] });
  createReadStream(file).pipe(child.stdin);
  return answerOf<T>(`${path.basename(file)} beside`, await finish(child));
}

function answerOf<T>(name: string, { code, output }: Ran): T {
  const last = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${last}`);
  return JSON.parse(last) as T;
}

export async function finish(child: ChildProcess): Promise<Ran> {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin?.on('error', () => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code: code ?? -1, output: Buffer.concat(chunks).toString() };
}
