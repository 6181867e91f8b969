import { describeEngineContract } from '../contract/engine-contract.ts';
import { openFake } from '../contract/fake-subject.ts';

describeEngineContract('fake', openFake);
