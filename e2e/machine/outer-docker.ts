// The worker's own Docker Engine, read over its socket: what exists, by label.
import http from 'node:http';
import path from 'node:path';
import type { MarinaPlace } from '../marina-under-test.ts';

export const sessionLabel = 'marina.session';
export const instanceLabel = 'marina.instance';

export type OuterObject = { id: string; name: string; session: string | undefined; instance: string | undefined };
/** `bridge` is the name of its device, by which links and rules know it. */
export type OuterNetwork = OuterObject & { bridge: string };

type Labels = Record<string, string> | null | undefined;

export function outerSocket({ runDir }: Pick<MarinaPlace, 'runDir'>): string {
  return path.join(runDir, 'worker/docker.sock');
}

export async function listContainers(place: MarinaPlace): Promise<(OuterObject & { running: boolean })[]> {
  const found = (await get(place, '/containers/json?all=1')) as {
    Id: string;
    Names: string[];
    Labels: Labels;
    State: string;
  }[];
  return found.map(({ Id, Names, Labels, State }) => ({
    ...object(Id, Names[0]?.slice(1) ?? '', Labels),
    running: State === 'running',
  }));
}

/** Without the networks that every Docker Engine has. */
export async function listNetworks(place: MarinaPlace): Promise<OuterNetwork[]> {
  const found = (await get(place, '/networks')) as {
    Id: string;
    Name: string;
    Labels: Labels;
    Options: Record<string, string> | null;
  }[];
  return found
    .filter(({ Name }) => !['host', 'none', 'bridge'].includes(Name))
    .map(({ Id, Name, Labels, Options }) => ({
      ...object(Id, Name, Labels),
      bridge: Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`,
    }));
}

export async function listVolumes(place: MarinaPlace): Promise<OuterObject[]> {
  const { Volumes } = (await get(place, '/volumes')) as { Volumes: { Name: string; Labels: Labels }[] | null };
  return (Volumes ?? []).map(({ Name, Labels }) => object(Name, Name, Labels));
}

/** Hands on the id of every container that is made from now on, until `signal` aborts. */
export function followCreations(place: MarinaPlace, signal: AbortSignal, onCreated: (id: string) => void): void {
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: ['create'] }));
  const request = http.get({ socketPath: outerSocket(place), path: `/events?filters=${filters}`, signal }, (reply) => {
    let rest = '';
    reply.on('error', () => undefined);
    reply.on('data', (chunk: Buffer) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter(Boolean)) onCreated((JSON.parse(line) as { id: string }).id);
    });
  });
  request.on('error', () => undefined);
}

function object(id: string, name: string, labels: Labels): OuterObject {
  return { id, name, session: labels?.[sessionLabel], instance: labels?.[instanceLabel] };
}

function get(place: MarinaPlace, url: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get({ socketPath: outerSocket(place), path: url, timeout: 20_000 }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (reply.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`Docker answers ${reply.statusCode} to ${url}: ${text}`));
      });
    });
    request.on('timeout', () => request.destroy(new Error(`Docker does not answer ${url}`)));
    request.on('error', reject);
  });
}
