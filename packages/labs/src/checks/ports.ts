// Published ports: what an author writes, as with `docker run -p`, and what Docker says.
import { z } from 'zod';
import type { Finding } from './finding.ts';
import { quote, sentence } from './sentence.ts';

const part = String.raw`(?:\d{1,5}|\{\{[a-z][a-zA-Z0-9_]*\}\})`;
const pattern = new RegExp(String.raw`^(?:(?:(\d{1,3}(?:\.\d{1,3}){3}):)?(${part}):)?(${part})(?:\/(tcp|udp))?$`);

export const publishedPortSchema = z.union([
  z.number().int().min(1).max(65_535),
  z.string().regex(pattern, 'is no port, such as 80, "8080:80" or "127.0.0.1:8080:80/tcp"'),
]);
export type PublishedPort = z.infer<typeof publishedPortSchema>;

export type Published = { address: string; host: string; container: string; protocol: string };

type Bindings = Record<string, { HostIp: string; HostPort: string }[] | null> | null | undefined;

export function publishedOf(bindings: Bindings): Published[] {
  return Object.entries(bindings ?? {}).flatMap(([key, list]) => {
    const [container = '', protocol = 'tcp'] = key.split('/');
    return (list ?? []).map(({ HostIp, HostPort }) => ({ address: HostIp, host: HostPort, container, protocol }));
  });
}

/** One finding for each wanted port, with the nearest thing to it in the difference. */
export function portFindings(seen: readonly Published[], wanted: readonly PublishedPort[]): Finding[] {
  return wanted.map((port) => portFinding(seen, String(port)));
}

function portFinding(seen: readonly Published[], wanted: string): Finding {
  const [, address, host, container = '', protocol = 'tcp'] = pattern.exec(wanted) ?? [];
  const inside = seen.filter((port) => port.container === container && port.protocol === protocol);
  const onHost = inside.filter((port) => host === undefined || port.host === host);
  const holds = onHost.some((port) => address === undefined || sameAddress(port.address, address));
  const named = protocol === 'tcp' ? container : `${container}/${protocol}`;
  const fact = sentence(`its port ${quote(named)} is published`, `son port ${quote(named)} est publié`);
  const elsewhere = seen.find((port) => host !== undefined && port.host === host);
  if (inside.length === 0) {
    const difference = elsewhere
      ? sentence(
          `port ${quote(elsewhere.host)} leads to its port ${quote(elsewhere.container)}, not ${quote(named)}`,
          `le port ${quote(elsewhere.host)} mène à son port ${quote(elsewhere.container)}, pas ${quote(named)}`,
        )
      : sentence(`its port ${quote(named)} is not published`, `son port ${quote(named)} n’est pas publié`);
    return { holds, difference, fact };
  }
  if (onHost.length === 0) {
    const on = quote(inside[0]?.host ?? '');
    return {
      holds,
      difference: sentence(
        `its port ${quote(named)} is published on ${on}, not on ${quote(host ?? '')}`,
        `son port ${quote(named)} est publié sur ${on}, pas sur ${quote(host ?? '')}`,
      ),
      fact,
    };
  }
  const on = onHost[0]?.address ?? '';
  const where = isEverywhere(on)
    ? sentence('on every address', 'sur toutes les adresses')
    : sentence(`on ${quote(on)}`, `sur ${quote(on)}`);
  return {
    holds,
    difference: sentence(
      `its port ${quote(named)} is published ${where.en}, not on ${quote(address ?? '')}`,
      `son port ${quote(named)} est publié ${where.fr}, pas sur ${quote(address ?? '')}`,
    ),
    fact,
  };
}

function sameAddress(seen: string, wanted: string): boolean {
  return seen === wanted || (isEverywhere(seen) && isEverywhere(wanted));
}

function isEverywhere(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}
