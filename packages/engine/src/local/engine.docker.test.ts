import { inject } from 'vitest';
import { describeEngineContract } from '../contract/engine-contract.ts';
import { openLinked } from '../contract/linked-subject.ts';
import { openLocal } from '../contract/local-subject.ts';

const open = () =>
  openLocal({
    socketPath: inject('dockerSocket'),
    seccompFile: inject('seccompProfile'),
    registryMirror: inject('registryMirror'),
    sysfs: inject('sysfs'),
    disks: inject('disks'),
  });

describeEngineContract('local', open);
describeEngineContract('local behind a worker link', () => openLinked(open));
