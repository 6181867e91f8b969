// How an instance is confined: never privileged, own user namespace (dockerd's userns-remap), short capability list.
import type { ContainerCreateOptions, HostConfig, MountSettings } from 'dockerode';
import type { InstanceSpec } from '../cluster.ts';
import { EngineError } from '../errors.ts';
import { labels } from '../labels.ts';
import type { RunCommand } from './command-shell.ts';
import { connectionTableSettings } from './connection-table.ts';
import type { Disks } from './disks.ts';

export type Runtime = 'runc' | 'runsc';

/** An instance as the machine sees it. */
export type StartedInstance = { sessionId: string; containerId: string; pid: number };

export type Confinement = {
  /** `runsc` is gVisor: a kernel of its own between the instance and the machine's, without a Docker Engine inside. */
  runtime: Runtime;
  /** Docker seccomp profile as JSON text. */
  seccompProfile: string;
  /** Where instances find the registry mirror, e.g. `http://100.127.0.1:5000`. */
  registryMirror: string;
  /** A profile that the kernel knows; undefined where there is no AppArmor. */
  appArmorProfile: string | undefined;
  /** A directory with a sysfs that is writable as a mount: without one visible, nested `--privileged` is refused. */
  sysfs: string;
  disks: Disks;
  run: RunCommand;
  /** How fast an instance may read its disk, and write it. */
  diskBytesPerSecond: number;
  /** Hard and soft limit of open files per process. */
  openFiles: number;
  /** A list of processors, to which `onStarted` adds the others later: to start is work for the kernel. */
  startOn?: string | undefined;
  /** Called for each instance that was started, or found running. */
  onStarted?: (instance: StartedInstance) => Promise<void>;
};

/** What dockerd and runc need inside the instance's own user namespace, and nothing more. */
const capabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_ADMIN',
  'SYS_CHROOT',
  'SYS_PTRACE',
];

/**
 * A tenth of Docker's: an instance that burns takes all cores until its share of a period is used, and everybody else
 * waits for so long.
 */
const cpuPeriodUs = 10_000;

/** @throws EngineError `invalid`: the worker's runtime has no such instances */
export function instanceOptions(spec: InstanceSpec, confinement: Confinement): ContainerCreateOptions {
  if (spec.docker && confinement.runtime === 'runsc')
    throw new EngineError('invalid', 'this worker runs instances in gVisor, which has no Docker Engine inside');
  const owner = { [labels.session]: spec.sessionId, [labels.instance]: spec.id };
  return {
    name: spec.id,
    Hostname: spec.name,
    Image: spec.image,
    Env: [`MARINA_DOCKER=${spec.docker ? 1 : 0}`, `MARINA_REGISTRY_MIRROR=${confinement.registryMirror}`],
    Labels: { ...owner, [labels.docker]: spec.docker ? '1' : '0', [labels.limits]: JSON.stringify(spec.limits) },
    StopTimeout: 1,
    HostConfig: hostConfig(spec, confinement, owner),
    NetworkingConfig: { EndpointsConfig: { [spec.sessionId]: { Aliases: [spec.name] } } },
  };
}

/** Fields of the Docker API that the client's types do not know yet. */
type ModernHostConfig = HostConfig & { CgroupnsMode: 'private' };

function hostConfig(spec: InstanceSpec, confinement: Confinement, owner: Record<string, string>): ModernHostConfig {
  return {
    CapDrop: ['ALL'],
    CapAdd: capabilities,
    SecurityOpt: [
      `seccomp=${confinement.seccompProfile}`,
      ...(confinement.appArmorProfile ? [`apparmor=${confinement.appArmorProfile}`] : []),
    ],
    CgroupnsMode: 'private',
    IpcMode: 'private',
    NetworkMode: spec.sessionId,
    // Containers and namespaces in the instance have small tables, too. gVisor has none of Linux's.
    ...(confinement.runtime === 'runsc' ? { Runtime: 'runsc' } : { Sysctls: connectionTableSettings() }),
    Memory: spec.limits.memoryBytes,
    MemorySwap: spec.limits.memoryBytes,
    CpuPeriod: cpuPeriodUs,
    CpuQuota: Math.round(spec.limits.cpus * cpuPeriodUs),
    // dockerd would read, wrap and write what an instance's first process says: work of the machine, not of its share.
    LogConfig: { Type: 'none', Config: {} },
    PidsLimit: spec.limits.pids,
    Ulimits: [
      { Name: 'nofile', Soft: confinement.openFiles, Hard: confinement.openFiles },
      { Name: 'core', Soft: 0, Hard: 0 },
    ],
    Tmpfs: { '/run': 'rw,nosuid,nodev,mode=755,size=64m' },
    // overlayfs can't stack on the instance's own overlay root: the inner Docker's data lives on a volume.
    Mounts: spec.docker ? [dataVolume(spec, owner), sysfsMount(confinement.sysfs)] : [],
    RestartPolicy: { Name: 'no' },
  };
}

/** Name of the volume that holds the data of the instance's own Docker Engine. */
export function dataVolumeName(instanceId: string): string {
  return `${instanceId}-docker`;
}

/** Its files stay root's of the machine; a recursive bind would be refused to a user namespace. */
function sysfsMount(directory: string): MountSettings {
  const BindOptions = { Propagation: 'private', NonRecursive: true } as const;
  return { Type: 'bind', Source: directory, Target: '/var/lib/marina/sys', BindOptions };
}

function dataVolume(spec: InstanceSpec, owner: Record<string, string>): MountSettings {
  return {
    Type: 'volume',
    Source: dataVolumeName(spec.id),
    Target: '/var/lib/docker',
    VolumeOptions: {
      NoCopy: true,
      Labels: owner,
      DriverConfig: { Name: 'local', Options: {} },
    },
  };
}
