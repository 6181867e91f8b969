// Writes seccomp.json from the profile of Debian's golang-github-containers-common: node infra/engine/make-seccomp.ts
// README.md says what the profile allows and why.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Arg {
  index: number;
  value: number;
  valueTwo?: number;
  op: string;
}

interface Rule {
  names: string[];
  action: string;
  errnoRet?: number;
  args?: Arg[] | null;
  includes?: { caps?: string[]; arches?: string[] };
}

const SOURCE = '/usr/share/containers/seccomp.json';
const EPERM = 1;
const ENOSYS = 38;

// The instance's capabilities of those that seccomp rules depend on: what needs another one stays closed.
const CAPABILITIES = ['CAP_AUDIT_WRITE', 'CAP_SYS_ADMIN', 'CAP_SYS_CHROOT', 'CAP_SYS_PTRACE'];
const ARCHES = ['amd64', 'arm64'];

// Who asks for these goes on without them when they seem absent, and gives up when they are refused. runc: keyrings.
// mount(8) and runc: the calls that mount by parts, which have a history of their own (CVE-2022-0185).
const ABSENT = ['add_key', 'fsconfig', 'fsmount', 'fsopen', 'fspick', 'keyctl', 'request_key'];

// CAP_SYS_ADMIN would open these; none is needed to run containers, and each has a history.
const DENIED = [
  ...['bpf', 'fanotify_init', 'lookup_dcookie', 'perf_event_open', 'quotactl', 'quotactl_fd', 'syslog', 'userfaultfd'],
  ...['io_uring_enter', 'io_uring_register', 'io_uring_setup'],
  ...['kexec_file_load', 'kexec_load', 'create_module', 'delete_module', 'finit_module', 'init_module', 'query_module'],
  ...['acct', 'nfsservctl', 'open_by_handle_at', 'pciconfig_iobase', 'pciconfig_read', 'pciconfig_write'],
  ...['get_mempolicy', 'mbind', 'migrate_pages', 'move_pages', 'set_mempolicy', 'set_mempolicy_home_node'],
  ...['reboot', 'swapoff', 'swapon', 'vm86', 'vm86old', 'uselib', 'ustat', 'sysfs', '_sysctl', 'vhangup'],
  ...['clock_settime', 'clock_settime64', 'settimeofday', 'stime', 'ioperm', 'iopl'],
];

// Newer than the source profile; Docker's own default allows them today.
const NEWER = [
  ...['cachestat', 'fchmodat2', 'futex_requeue', 'futex_wait', 'futex_wake', 'futex_waitv', 'map_shadow_stack'],
  ...['landlock_add_rule', 'landlock_create_ruleset', 'landlock_restrict_self', 'memfd_secret', 'mount_setattr'],
  ...['pidfd_getfd', 'process_madvise', 'process_mrelease', 'process_vm_readv', 'process_vm_writev', 'ptrace'],
  ...['clone3', 'close_range', 'epoll_pwait2', 'setdomainname', 'sethostname', 'setns', 'vmsplice'],
  ...['io_pgetevents', 'io_pgetevents_time64', 'kcmp'],
];

// Address families and netlink protocols that a Docker daemon and ordinary programs use; the numbers are the kernel's.
const FAMILIES = { unix: 1, inet: 2, inet6: 10, packet: 17 };
const NETLINK = 16;
const NETLINK_PROTOCOLS = { route: 0, sockDiag: 4, netfilter: 12, kobjectUevent: 15, generic: 16 };

function isOpen(rule: Rule): boolean {
  if (rule.action !== 'SCMP_ACT_ALLOW') return false;
  const { caps, arches } = rule.includes ?? {};
  const capable = caps?.every((name) => CAPABILITIES.includes(name)) ?? true;
  return capable && (arches?.some((name) => ARCHES.includes(name)) ?? true);
}

function socketRules(): Rule[] {
  const equal = (index: number, value: number): Arg => ({ index, value, valueTwo: 0, op: 'SCMP_CMP_EQ' });
  const allow = (args: Arg[]): Rule => ({ names: ['socket'], action: 'SCMP_ACT_ALLOW', args });
  return [
    ...Object.values(FAMILIES).map((family) => allow([equal(0, family)])),
    // Whatever family it is asked for, the kernel makes the two sockets first, and loads a module for them.
    { names: ['socketpair'], action: 'SCMP_ACT_ALLOW', args: [equal(0, FAMILIES.unix)] },
    ...Object.values(NETLINK_PROTOCOLS).map((protocol) => allow([equal(0, NETLINK), equal(2, protocol)])),
  ];
}

const source = JSON.parse(await readFile(SOURCE, 'utf8')) as { syscalls: Rule[] };
const open = source.syscalls.filter(isOpen);
const closed = new Set([...ABSENT, ...DENIED, 'socket', 'socketpair', 'socketcall', 'personality']);
const names = open.filter((rule) => !rule.args?.length).flatMap((rule) => rule.names);
const allowed = [...new Set([...names, ...NEWER, 'pivot_root'])].filter((name) => !closed.has(name)).sort();

const profile = {
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: EPERM,
  // Native calls only: the arguments of a 32-bit socketcall cannot be filtered.
  archMap: [
    { architecture: 'SCMP_ARCH_X86_64', subArchitectures: [] },
    { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: [] },
  ],
  syscalls: [
    { names: allowed, action: 'SCMP_ACT_ALLOW' },
    ...open
      .filter((rule) => rule.names.includes('personality'))
      .map(({ args }) => ({ names: ['personality'], action: 'SCMP_ACT_ALLOW', args })),
    ...socketRules(),
    { names: [...DENIED].sort(), action: 'SCMP_ACT_ERRNO', errnoRet: EPERM },
    { names: ABSENT, action: 'SCMP_ACT_ERRNO', errnoRet: ENOSYS },
  ],
};
await writeFile(join(import.meta.dirname, 'seccomp.json'), `${JSON.stringify(profile, null, 2)}\n`);
console.log(`seccomp.json: ${allowed.length} calls allowed.`);
