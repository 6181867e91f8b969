// A lab whose image is built from its own Dockerfile: that has the ways out of the lab, and no others.

import { listed, type Outcome } from './case.ts';
import type { Ground } from './ground.ts';
import { internetAddress, mirrorAddresses } from './world.ts';

const allowed = ['mirror.test/80', `${mirrorAddresses.literal}/8080`];
const closed = [`${internetAddress}/80`, 'public.test/80', '169.254.169.254/80', '192.168.0.80/80', 'mirror.test/22'];

/** Notes in the image what the build could connect to, and reads a file of the mirror as a package manager would. */
export const builtDockerfile = `FROM marina/base
RUN for place in ${[...allowed, ...closed].join(' ')}; do \\
      if timeout 3 bash -c "exec 3<>/dev/tcp/$place"; then echo $place; fi; \\
    done > /reached 2> /dev/null; curl --fail --silent http://mirror.test/debian/Packages > /packages
`;

export async function buildWays(ground: Ground): Promise<Outcome> {
  const machine = await ground.open('built');
  const reached = (await machine.output('cat /reached')).split('\n').filter(Boolean);
  const isRead = (await machine.output('cat /packages')).includes('marina-probe');
  await ground.end(machine);
  const works = allowed.filter((place) => reached.includes(place));
  const wrong = reached.filter((place) => !allowed.includes(place));
  const seen = `${listed(wrong)} reached; control ${works.length}/${allowed.length}, a file ${isRead ? 'is' : 'is not'} read`;
  return { ok: wrong.length === 0 && works.length === allowed.length && isRead, seen };
}
