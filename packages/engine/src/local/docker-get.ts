// Questions to an instance's own Docker Engine, on its own socket. Whoever is root in there may answer them.
import http from 'node:http';
import { PassThrough } from 'node:stream';
import { EngineError } from '../errors.ts';
import { type DockerAnswer, type DockerQuestion, dockerQuestionSchema, type Instances } from '../instances.ts';
import { readAtMost } from '../read-at-most.ts';
import type { Docker } from './docker.ts';
import { connectInside } from './instance-socket.ts';

const socketPath = ['run', 'docker.sock'];
/** Of one instance: whoever does not answer holds up only themselves. */
const mostConnections = 4;
/** A connection that nobody used for so long is given up. */
const restMs = 20_000;

export function createDockerGet(client: Docker): Instances['dockerGet'] {
  // Connections are kept: finding the socket inside an instance asks this daemon, and opens each part of its path.
  const agent = new http.Agent({ keepAlive: true, maxSockets: mostConnections, timeout: restMs });
  agent.createConnection = ({ host }, callback) => {
    connectInside(client, String(host), socketPath).then(
      (socket) => callback?.(null, socket),
      // A stream is demanded beside an error, and not looked at.
      (error: Error) => callback?.(error, new PassThrough()),
    );
    return undefined;
  };
  return async (instanceId, asked) => {
    const parsed = dockerQuestionSchema.safeParse(asked);
    if (!parsed.success) throw new EngineError('invalid', `bad question: ${parsed.error.issues[0]?.message}`);
    const { path, timeoutMs, maxBytes } = parsed.data;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await get(agent, instanceId, { path, maxBytes, signal });
    } catch (error) {
      if (error instanceof EngineError) throw error;
      if (signal.aborted) throw new EngineError('timeout', `no answer in ${timeoutMs} ms`, { cause: error });
      throw new EngineError('unavailable', `the Docker Engine broke off: ${String(error)}`, { cause: error });
    }
  };
}

type Get = Pick<Required<DockerQuestion>, 'path' | 'maxBytes'> & { signal: AbortSignal };

async function get(agent: http.Agent, instanceId: string, { path, maxBytes, signal }: Get): Promise<DockerAnswer> {
  const request = http.get({ agent, host: instanceId, path, headers: { host: 'docker' }, signal });
  const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  }).catch((error: unknown) => {
    // The engine may have closed a kept connection just now; a fresh one tells.
    const again = request.reusedSocket && !signal.aborted && !(error instanceof EngineError);
    if (!again) throw error;
    return undefined;
  });
  if (!reply) return get(agent, instanceId, { path, maxBytes, signal });
  const tooLong = () => new EngineError('failed', `the answer is longer than ${maxBytes} bytes`);
  return { status: reply.statusCode ?? 0, body: await readAtMost(reply, maxBytes, tooLong) };
}
