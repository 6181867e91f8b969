// Group A: out of an instance into the machine that it is on.
import { type AbuseCase, both } from '../case.ts';
import { limitFiles, releaseAgent } from './cgroups.ts';
import { crash } from './crash.ts';
import { crookedImages, foreignImage } from './crooked-images.ts';
import { capabilities, setuidFile, userNamespace } from './identity.ts';
import { clocks, everyCall, everySocket, modules } from './kernel-calls.ts';
import { deviceList, fileSystems, freshMounts, writablePaths } from './paths.ts';
import { daemonSockets, hiddenFiles, kernelWords, otherProcesses } from './sight.ts';

const tools =
  'CDK, amicontained, deepce and botb are neither in Debian nor on npm, and nothing is downloaded at run time';

export const groupA: readonly AbuseCase[] = [
  ...both('A1', 'who root is', 'an unprivileged user of the machine', userNamespace),
  ...both('A2', 'capabilities', 'those of golden/capabilities.txt', capabilities),
  ...both('A3', 'every system call', 'as in golden/system-calls.txt', everyCall),
  ...both('A4', 'every socket family; calls of 32 bits', 'those of golden/sockets.txt; none', everySocket),
  ...both('A5', 'open all of /proc and /sys for writing', 'those of golden/writable-paths.txt', writablePaths),
  ...both('A6', 'the same, mounted anew', 'those of golden/writable-paths-fresh.txt', freshMounts),
  ...both('A7', 'make device nodes, list /dev', 'none; as in golden/dev.txt', deviceList),
  ...both('A8', 'mount every kind of file system', 'those of golden/file-systems.txt', fileSystems),
  ...both('A9', 'cgroup v1 release_agent, new hierarchies', 'none', releaseAgent),
  ...both('A10', 'write the limits of its own cgroup', 'only what is handed over; child groups work', limitFiles),
  ...both('A11', 'processes of the machine', 'none in sight', otherProcesses),
  ...both('A12', 'sockets of the worker’s daemons', 'none but its own Docker', daemonSockets),
  ...both('A13', 'files of the machine', 'no canary is found', hiddenFiles),
  ...both('A14', 'make the kernel load modules', 'the machine’s modules stay', modules),
  ...both('A15', 'crash', 'no core file, no helper on the machine', crash),
  ...both('A16', 'what the kernel tells of itself', 'only its version', kernelWords),
  ...both('A17', 'odd working directories, images whose /proc or /dev is a link', 'lead nowhere', crookedImages),
  { id: 'A17/api', tried: 'an image of one’s own as a machine', expected: 'refused', run: foreignImage },
  ...both('A18', 'a setuid file on the disk', 'not root’s on the machine, and mounted nosuid', setuidFile),
  { id: 'A19', tried: 'known break-out tools', expected: 'find nothing', run: async () => ({ notRun: tools }) },
  ...both('A20', 'clock, reboot, ports', 'refused; the machine goes on', clocks),
];
