// Proves on a real engine that instances work with the images: node infra/images/prove.ts --store DIR

import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { delegate, GATEWAY, SYSFS, sh, startOuter, stopOuter, until } from './prove-outer.ts';

const CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE'],
  ...['NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_CHROOT', 'SYS_PTRACE'],
];
const SECCOMP = join(import.meta.dirname, '../engine/seccomp.json');
const IMAGE = '127.0.0.1:5000/marina/docker';
const NAME = 'node1';

const OUTER: [string, () => Promise<unknown>][] = [
  ['pull marina/docker', () => sh('docker', 'pull', '-q', IMAGE)],
  ['start an instance', startInstance],
  ['first command in it', () => sh('docker', 'exec', NAME, 'true')],
  ['its Docker is ready', () => until('nested Docker', () => sh('docker', 'exec', NAME, 'docker', 'version'), 15_000)],
];

// Numbers are amd64's and arm64's: keyctl, bpf, io_uring_setup; then an AF_ALG socket.
const SECCOMP_PROBE = `
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def errno(number):
    libc.syscall(number, 0, 0, 0)
    return ctypes.get_errno()
calls = (250, 321, 425) if os.uname().machine == "x86_64" else (219, 280, 425)
try:
    alg = socket.socket(38, 5) and 0
except OSError as error:
    alg = error.errno
print(*[errno(number) for number in calls], alg)
`;

// Each must print what stands on its right.
const INSIDE: [string, string, RegExp][] = [
  [
    'idle memory',
    'cat /sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory.current 2>/dev/null; true',
    /\d/,
  ],
  ['docker version', 'docker version -f {{.Server.Version}}', /^\d/],
  ['run hello-world', 'docker run --rm hello-world', /Hello from Marina/],
  [
    'run -p nginx, curl',
    'docker run -d --name web -p 8080:80 nginx; sleep 0.5; curl -s localhost:8080',
    /Welcome to nginx/,
  ],
  ['logs', 'docker logs web 2>&1', /GET \/ HTTP/],
  [
    'run -m 64m',
    'docker run --rm -m 64m debian sh -c "cat /sys/fs/cgroup/memory/memory.limit_in_bytes || cat /sys/fs/cgroup/memory.max"',
    /^67108864$/m,
  ],
  [
    'run --privileged',
    'docker run --rm --privileged debian sh -c "mount -t tmpfs x /mnt && echo mounted"',
    /^mounted$/m,
  ],
  ['run --network host', 'docker run --rm --network host busybox ip -o link', /docker0/],
  ['volume', 'docker run --rm -v data:/d busybox touch /d/a; docker run --rm -v data:/d busybox ls /d', /^a$/m],
  [
    'build',
    'mkdir -p /tmp/b; cd /tmp/b; printf "FROM debian\\nRUN echo built >/a\\nCMD cat /a\\n" >Dockerfile; docker build -q -t mine .; docker run --rm mine',
    /^built$/m,
  ],
  [
    'compose up, two services',
    'mkdir -p /tmp/c; cd /tmp/c; printf "services:\\n  web: {image: nginx, ports: [\\"8081:80\\"]}\\n  cache: {image: redis}\\n" >compose.yaml; docker compose up -d --quiet-pull 2>&1; sleep 1; docker compose exec -T cache redis-cli ping; docker compose exec -T web curl -s localhost; docker compose down 2>&1',
    /PONG[\s\S]*Welcome to nginx/,
  ],
  [
    'network create, name lookup',
    'docker network create net1; docker run -d --network net1 --name site httpd; sleep 0.5; docker run --rm --network net1 busybox wget -qO- http://site',
    /It works/,
  ],
  ['python, pip', 'docker run --rm python sh -c "python --version; pip --version"', /Python 3[\s\S]*pip \d/],
  [
    'registry',
    'docker run -d -p 5001:5000 registry:2; sleep 1; docker tag mine localhost:5001/mine; docker push -q localhost:5001/mine',
    /localhost:5001\/mine/,
  ],
  ['stop a container', 'docker stop -t 5 web', /web/],
  [
    'swarm, service, overlay',
    'docker swarm init --advertise-addr eth0; docker network create -d overlay --attachable over; docker service create -q --no-resolve-image --network over --endpoint-mode dnsrr --name svc nginx; docker run --rm --network over busybox wget -qO- http://svc; docker swarm leave --force',
    /Welcome to nginx/,
  ],
  [
    'the daemon comes back',
    'pkill -x dockerd; sleep 1; for i in $(seq 100); do docker ps -q && break; sleep 0.1; done; docker ps -a',
    /CONTAINER ID/,
  ],
  ['service docker restart', 'service docker restart && service docker status', /running/],
  ['a manual page', 'man -P cat ls', /list directory contents/],
  [
    'limit files stay closed',
    'echo 1 2>&1 >/sys/fs/cgroup/memory/memory.limit_in_bytes || echo 1 2>&1 >/sys/fs/cgroup/memory.max',
    /denied/,
  ],
  ['seccomp answers as written', `python3 -c '${SECCOMP_PROBE}'`, /^38 1 1 1$/m],
];

async function startInstance(): Promise<void> {
  const options = [
    ...[
      '--name',
      NAME,
      '--hostname',
      NAME,
      '--cap-drop',
      'ALL',
      ...CAPABILITIES.flatMap((name) => ['--cap-add', name]),
    ],
    ...['--security-opt', `seccomp=${SECCOMP}`, '--cgroupns', 'private', '--ipc', 'private', '--pids-limit', '2048'],
    ...['--memory', '2g', '--memory-swap', '2g', '--cpus', '1', '--ulimit', 'core=0'],
    ...['--tmpfs', '/run:exec,mode=755', '--mount', 'type=volume,dst=/var/lib/docker'],
    ...['--mount', `type=bind,src=${SYSFS},dst=/var/lib/marina/sys,bind-nonrecursive`],
    ...['--dns', GATEWAY, '-e', `MARINA_REGISTRY_MIRROR=http://${GATEWAY}:5000`],
  ];
  await sh('docker', 'run', '-d', ...options, IMAGE);
  await delegate(await sh('docker', 'inspect', '-f', '{{.Id}}', NAME));
}

async function inside(script: string, expected: RegExp): Promise<void> {
  const output = await sh('docker', 'exec', NAME, 'sh', '-c', script);
  if (!expected.test(output)) throw new Error(`unexpected: ${output.slice(-300)}`);
}

let failures = 0;
async function row(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  const failure: unknown = await work().then(
    () => undefined,
    (error: unknown) => error ?? true,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(2).padStart(7);
  console.log(`${what.padEnd(30)} ${failure === undefined ? 'ok ' : 'NO '} ${seconds} s`);
  if (failure === undefined) return;
  failures += 1;
  const { stderr } = failure as { stderr?: string };
  console.log(`    ${(stderr || String(failure)).trim().slice(-500)}`);
}

const { values } = parseArgs({ options: { store: { type: 'string' } } });
if (!values.store || process.getuid?.() !== 0) {
  console.error('As root: node infra/images/prove.ts --store DIR');
  process.exit(1);
}
const children = await startOuter(resolve(values.store));
try {
  for (const [what, work] of OUTER) await row(what, work);
  for (const [what, script, expected] of INSIDE) await row(what, () => inside(script, expected));
  console.log(`memory: ${await sh('docker', 'stats', '--no-stream', '--format', '{{.MemUsage}}')}`);
  await row('stop the instance', () => sh('docker', 'stop', NAME));
} finally {
  await stopOuter(children);
}
console.log(`${OUTER.length + INSIDE.length + 1 - failures} passed, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
