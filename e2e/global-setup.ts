// Starts the Marina of the journeys, and says where it is.
import { startMarina } from './marina-under-test.ts';

export default async function globalSetup(): Promise<() => Promise<void>> {
  const { stop, ...place } = await startMarina({ mayReuse: true, env: { MARINA_SESSIONS_PER_VIEWER: '2' } });
  process.env.MARINA_E2E_PLACE = JSON.stringify(place);
  return stop;
}
