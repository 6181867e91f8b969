// A registry that lives as long as one build, and the little of its protocol that a build needs.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.ts';
import { BuildFailure } from './failure.ts';

export const MEDIA = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const;

const START_LIMIT_MS = 10_000;

/** A registry of its own port over the store's files; closing it ends the process. */
export class BuildRegistry {
  readonly #url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.#url = url;
    this.#process = process;
  }

  /** Starts over `root`; its configuration is written into `scratch`. */
  static async start(root: string, scratch: string): Promise<BuildRegistry> {
    const port = await freePort();
    const config = join(scratch, 'registry.yml');
    await writeFile(config, registryConfig(root, `127.0.0.1:${port}`));
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'docker-registry', 'serve', config], { stdio: 'ignore' });
    const registry = new BuildRegistry(`http://127.0.0.1:${port}/v2`, child);
    for (let waited = 0; waited < START_LIMIT_MS; waited += 50) {
      if (child.exitCode !== null) break;
      if ((await fetch(`${registry.#url}/`).catch(() => undefined))?.ok) return registry;
      await sleep(50);
    }
    child.kill('SIGKILL');
    throw new BuildFailure(`The registry did not start over ${root}.`);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Makes a blob part of `repository`: linked from `from` when it is there, sent otherwise. */
  async putBlob(repository: string, digest: string, content: { path: string } | { json: string } | { from: string }) {
    const mount = 'from' in content ? `?mount=${digest}&from=${content.from}` : '';
    const begun = await this.#call('POST', `/${repository}/blobs/uploads/${mount}`);
    if (begun.status === 201) return;
    if ('from' in content) throw new Error(`${content.from} lacks ${digest}`);
    const body = 'path' in content ? await openAsBlob(content.path) : new Blob([content.json]);
    const location = new URL(begun.headers.get('location') ?? '', this.#url);
    location.searchParams.set('digest', digest);
    const headers = { 'content-type': 'application/octet-stream' };
    await this.#expect(await fetch(location, { method: 'PUT', body, headers }), `Storing a layer of ${repository}`);
  }

  async putManifest(repository: string, tag: string, manifest: string): Promise<void> {
    const headers = { 'content-type': MEDIA.manifest };
    await this.#call('PUT', `/${repository}/manifests/${tag}`, { body: manifest, headers });
  }

  async getManifest(repository: string, tag: string): Promise<unknown> {
    const reply = await this.#call('GET', `/${repository}/manifests/${tag}`, { headers: { accept: MEDIA.manifest } });
    return reply.json();
  }

  async getBlob(repository: string, digest: string): Promise<Response> {
    return this.#call('GET', `/${repository}/blobs/${digest}`);
  }

  async #call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return this.#expect(await fetch(this.#url + path, { ...init, method }), `${method} ${path}`);
  }

  async #expect(reply: Response, what: string): Promise<Response> {
    if (reply.ok) return reply;
    const detail = await reply.text();
    if (/no space left/i.test(detail))
      throw new BuildFailure('The disk is full: the registry could not store an image.');
    throw new Error(`${what}: ${reply.status} ${detail}`);
  }
}

/** Deletes what no tag names any more. Nobody may push meanwhile: a layer that awaits its manifest would go as well. */
export async function collectGarbage(root: string, scratch: string): Promise<void> {
  const config = join(scratch, 'collect.yml');
  await writeFile(config, registryConfig(root, '127.0.0.1:0'));
  await run(['docker-registry', 'garbage-collect', '--delete-untagged', config], { what: 'Pruning the registry' });
}

/** The configuration of Debian's docker-registry over a folder. */
export function registryConfig(root: string, address: string): string {
  return [
    'version: 0.1',
    'log: {level: warn, accesslog: {disabled: true}}',
    `storage: {filesystem: {rootdirectory: ${JSON.stringify(root)}}, delete: {enabled: true}}`,
    `http: {addr: ${JSON.stringify(address)}}`,
    '',
  ].join('\n');
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
