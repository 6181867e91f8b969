// A lab whose image is built from its own Dockerfile, which tries the ways out.
import { closedAddresses, internetAddress, mirrorAddresses } from './world.ts';

export const openToBuilds = ['mirror.test:80', `${mirrorAddresses.literal}:8080`];
export const closedToBuilds = [internetAddress, ...closedAddresses].map((address) => `${address}:80`);

/** Notes in the image what the build could connect to, and reads a file of the mirror as a package manager would. */
export const builtDockerfile = `FROM marina/base
RUN for place in ${[...openToBuilds, ...closedToBuilds].join(' ')}; do \\
      if timeout 3 bash -c "exec 3<>/dev/tcp/\${place%:*}/\${place#*:}"; then echo $place; fi; \\
    done > /reached 2> /dev/null; curl --fail --silent http://mirror.test/debian/Packages > /packages
`;
