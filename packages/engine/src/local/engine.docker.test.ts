import { describeEngineContract } from '../contract/engine-contract.ts';
import { openLinked } from '../contract/linked-subject.ts';
import { openLocal } from '../contract/local-subject.ts';

describeEngineContract('local', openLocal);
describeEngineContract('local behind a worker link', () => openLinked(openLocal));
