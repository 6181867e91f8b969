import { expect, it } from 'vitest';
import { parseCgroupMounts, parseCgroups } from './cgroup.ts';

it('reads a hybrid machine: v1 hierarchies beside the unified one', () => {
  const mountinfo = [
    '30 25 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755',
    '31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct',
    '32 30 0:28 / /sys/fs/cgroup/systemd rw - cgroup systemd rw,name=systemd',
    '33 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 none rw',
  ].join('\n');
  expect(parseCgroupMounts(mountinfo)).toEqual([
    { directory: '/sys/fs/cgroup/cpu,cpuacct', controllers: ['rw', 'cpu', 'cpuacct'] },
    { directory: '/sys/fs/cgroup/systemd', controllers: ['rw', 'name=systemd'] },
    { directory: '/sys/fs/cgroup/unified', controllers: [''] },
  ]);
});

it('splits co-mounted controllers and keeps colons in paths', () => {
  expect(parseCgroups('4:cpu,cpuacct:/docker/a\n1:name=systemd:/x:y\n0::/\n')).toEqual([
    { controller: 'cpu', path: '/docker/a' },
    { controller: 'cpuacct', path: '/docker/a' },
    { controller: 'name=systemd', path: '/x:y' },
    { controller: '', path: '/' },
  ]);
});
