// Starts the Marina of the journeys, with the labs that ship and those of the journeys, and says where it is.
import path from 'node:path';
import { copyLabs } from '@marina/labs/copy-labs';
import { stageLabs } from './labs/stage-labs.ts';
import { startMarina } from './marina-under-test.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const labs = await stageLabs(path.join(import.meta.dirname, '../labs'));
  await copyLabs(path.join(import.meta.dirname, 'journeys/labs/hostile'), path.join(labs.directory, 'hostile'));
  const env = { MARINA_SESSIONS_PER_VIEWER: '2', MARINA_LABS: labs.directory };
  const { stop, ...place } = await startMarina({ mayReuse: true, env });
  process.env.MARINA_E2E_PLACE = JSON.stringify(place);
  return async () => {
    await stop();
    labs[Symbol.dispose]();
  };
}
