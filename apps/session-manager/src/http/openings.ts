// How often one address may open sessions: guests are free to make, so their number limits nobody.
import { MarinaError } from '@marina/protocol/errors';

const minuteMs = 60_000;
/** Addresses are forgotten when there are more: nobody can fill the memory with them. */
const mostAddresses = 10_000;

export type Openings = {
  /** @throws MarinaError `rate-limited` */
  admit(address: string): void;
};

export function limitOpenings(perMinute: number, now: () => number = Date.now): Openings {
  const openedAt = new Map<string, number[]>();
  return {
    admit: (address) => {
      const recent = (openedAt.get(address) ?? []).filter((at) => at > now() - minuteMs);
      if (recent.length >= perMinute) throw new MarinaError('rate-limited');
      // Last in the map's order: those that have been quiet the longest are forgotten first.
      openedAt.delete(address);
      openedAt.set(address, [...recent, now()]);
      const [oldest] = openedAt.size > mostAddresses ? openedAt.keys() : [];
      if (oldest !== undefined) openedAt.delete(oldest);
    },
  };
}
