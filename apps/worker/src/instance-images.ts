// The images that instances are made of: pulled from the worker's registry under the names that specs use.
import { connectDocker, docker } from '@marina/engine/local/docker';
import { dockerSocket, registryHost } from './dockerd.ts';
import type { WorkerEnv } from './env.ts';
import { log } from './log.ts';

export const instanceImages = ['marina/base', 'marina/docker'];

/** Pulls what is missing or outdated; quick when nothing is. */
export async function pullInstanceImages(env: WorkerEnv): Promise<string[]> {
  const client = connectDocker(dockerSocket(env));
  for (const image of instanceImages) {
    const stream = await docker(`pull ${image}`, client.pull(`${registryHost}/${image}:latest`));
    await docker(
      `pull ${image}`,
      new Promise<void>((resolve, reject) => {
        client.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()));
      }),
    );
    await docker(
      `name ${image}`,
      client.getImage(`${registryHost}/${image}:latest`).tag({ repo: image, tag: 'latest' }),
    );
    log('image ready', { image });
  }
  return instanceImages;
}
