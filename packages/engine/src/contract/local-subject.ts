// The local engine on a real Docker Engine.
import { inject } from 'vitest';
import { readSeccompProfile } from '../local/cluster.ts';
import { CommandShell } from '../local/command-shell.ts';
import { createDisks } from '../local/disks.ts';
import { connectDocker } from '../local/docker.ts';
import { createLocalEngine } from '../local/engine.ts';
import type { Confinement } from '../local/host-config.ts';
import { loadAppArmorProfile } from '../local/machine.ts';
import { openFilesLimit } from '../local/open-files-limit.ts';
import type { ContractSubject } from './engine-contract.ts';

const answerLines = `
import socketserver, sys
class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(b"heard " + line)
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("0.0.0.0", int(sys.argv[1])), Answer).serve_forever()
`;

/** On the Docker Engine that the `docker` suites share. */
export async function openLocal(changes: Partial<Confinement> = {}): Promise<ContractSubject> {
  const client = connectDocker(inject('dockerSocket'));
  const gate = { admit: async () => undefined, forget: async () => undefined };
  const engine = createLocalEngine(client, { ...(await testConfinement()), ...changes }, gate);
  return {
    engine,
    images: { plain: 'marina/base', docker: 'marina/docker' },
    listen: async (instanceId, port) => {
      const script = 'setsid python3 -c "$1" "$2" >/dev/null 2>&1 & sleep 0.5';
      await engine.instances.exec(instanceId, { command: ['sh', '-c', script, 'sh', answerLines, String(port)] });
    },
    kill: async (instanceId) => {
      await client.getContainer(instanceId).kill();
      await client.getContainer(instanceId).wait();
    },
    close: async () => undefined,
  };
}

export async function testConfinement(): Promise<Confinement> {
  // Ends with the tests, as its input does.
  const { run } = new CommandShell();
  return {
    runtime: inject('runtime'),
    seccompProfile: await readSeccompProfile(inject('seccompProfile')),
    registryMirror: inject('registryMirror'),
    openFiles: await openFilesLimit(),
    appArmorProfile: await loadAppArmorProfile(inject('appArmorProfile')),
    sysfs: inject('sysfs'),
    disks: createDisks(inject('disks'), 4, run),
    run,
    diskBytesPerSecond: 200e6,
  };
}
