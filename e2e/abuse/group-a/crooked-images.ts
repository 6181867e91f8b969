// Tricks with paths: working directories by way of open files, images whose /proc and /dev lead elsewhere.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';

/** Of the machine, as seen from below a leaked directory. */
const canaryName = 'marina-canary';

/** CVE-2024-21626 and its like: the instance's own runc is tricked, which may give the instance but not the machine. */
export async function crookedImages({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  const directory = await mkdtemp('/marina-crooked-');
  await writeFile(path.join(directory, canaryName), 'of the machine');
  try {
    const found = await attacker.output(script(path.basename(directory), stand));
    const lines = found.split('\n');
    const control = lines.includes('plain runs');
    const wrong = lines.filter((line) => line.startsWith('found'));
    return {
      ok: wrong.length === 0 && control,
      seen: `${listed(wrong)} of the machine; control: a plain one ${control ? 'runs' : 'fails'}`,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function script(canary: string, stand: Stand): string {
  const options = stand === 'nested' ? '--privileged --pid=host --security-opt seccomp=unconfined' : '';
  const look = `for up in . .. ../.. ../../.. ../../../../../..; do if [ -e $up/${canary} ]; then echo found $up; fi; done`;
  return `
docker run --rm ${options} busybox echo plain runs
for n in 3 5 6 7 8 9 10 11; do
  docker run --rm ${options} -w /proc/self/fd/$n busybox sh -c '${look}' 2>/dev/null
done
for link in proc dev sys; do
  d=$(mktemp -d); cd $d; mkdir r; cd r
  docker export $(docker create busybox) | tar -x
  rm -rf $link; ln -s /proc/1/root/../../.. $link
  tar -c . | docker import - crooked >/dev/null; cd /; rm -rf $d
  docker run --rm ${options} crooked sh -c 'cd /${'$'}link; ${look}; ls -d /*/${canary} 2>/dev/null | sed "s/^/found /"' 2>/dev/null
  docker rmi -f crooked >/dev/null 2>&1
done
docker ps -aq --filter status=created | xargs -r docker rm >/dev/null
true`;
}

/** Nothing that a student says names an image: labs do. */
export async function foreignImage({ marina }: Ground): Promise<Outcome> {
  const post = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(new URL('/api/v1/sessions', marina.baseUrl), {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return reply.status;
  };
  const asked = [
    { lab: 'closed', image: 'evil' },
    { lab: 'closed', instances: [{ name: 'a', image: 'evil' }] },
  ];
  const statuses = await Promise.all(asked.map(post));
  const none = await post({ lab: 'no-such-lab' });
  return {
    ok: statuses.every((status) => status === 400),
    seen: `${statuses.join(', ')}; control: no such lab ${none}`,
  };
}
