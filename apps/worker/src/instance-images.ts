// The images that instances are made of: pulled from the worker's registry under the names that specs use.
import { connectDocker, docker } from '@marina/engine/local/docker';
import { dockerSocket, registryHost } from './daemons/dockerd.ts';
import type { WorkerEnv } from './env.ts';
import { log } from './log.ts';

export const instanceImages = ['marina/base', 'marina/docker'];

/** Pulls what is missing or outdated; quick when nothing is. */
export async function pullInstanceImages(env: WorkerEnv): Promise<string[]> {
  for (const image of instanceImages) {
    await pullInstanceImage(env, image);
    log('image ready', { image });
  }
  return instanceImages;
}

export async function pullInstanceImage(env: WorkerEnv, image: string): Promise<void> {
  const client = connectDocker(dockerSocket(env));
  const source = `${registryHost}/${image}:latest`;
  const stream = await docker(`pull ${image}`, client.pull(source));
  await docker(
    `pull ${image}`,
    new Promise<void>((resolve, reject) => {
      client.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
    }),
  );
  await docker(`name ${image}`, client.getImage(source).tag({ repo: image, tag: 'latest' }));
}
