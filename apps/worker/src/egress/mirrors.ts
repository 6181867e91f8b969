// The mirrors that the operator names: what instances call them, and where they really are.
import net from 'node:net';

export type Mirror = {
  /** The name that instances ask for; undefined where they use the address itself. */
  name: string | undefined;
  /** Where instances connect to, in the worker's namespace: the agent listens there and passes the bytes on. */
  address: string;
  port: number;
  /** Where the machine connects to; a name is resolved there anew for each connection. */
  target: { host: string; port: number };
};

/** Addresses of mirrors with a name, one per name: 100.127.1.1 and on. */
const firstMirrorAddress = [100, 127, 1] as const;
const mostNames = 250;

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/**
 * Reads `host:port` entries, separated by commas. `name:port=host:port` says that what instances call `name` is
 * elsewhere; only so can a mirror be on the machine's own loopback.
 * @throws Error with one sentence
 */
export function parseMirrors(text: string): Mirror[] {
  const addresses = new Map<string, string>();
  const entries = text.split(/[\s,]+/).filter(Boolean);
  return entries.map((entry) => {
    const [asked = '', target = asked, ...rest] = entry.split('=');
    const [inside, outside] = [parsePlace(asked), parsePlace(target)];
    if (!inside || !outside || rest.length > 0) throw new Error(`"${entry}" is no host:port or name:port=host:port`);
    if (net.isIPv4(inside.host)) {
      if (!mayBeAddress(inside.host)) throw new Error(`instances can't use the address of "${entry}": give it a name`);
      return { name: undefined, address: inside.host, port: inside.port, target: outside };
    }
    const address = addresses.get(inside.host) ?? [...firstMirrorAddress, addresses.size + 1].join('.');
    addresses.set(inside.host, address);
    if (addresses.size > mostNames) throw new Error(`more than ${mostNames} mirrors`);
    return { name: inside.host, address, port: inside.port, target: outside };
  });
}

function parsePlace(text: string): { host: string; port: number } | undefined {
  const match = /^([^:]+):(\d{1,5})$/.exec(text);
  const [host, port] = [match?.[1]?.toLowerCase() ?? '', Number(match?.[2])];
  return hostName.test(host) && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

/** What is an instance's own loopback, or nobody's, can't be a mirror's address as instances see it. */
function mayBeAddress(address: string): boolean {
  return !/^(0|127|22[4-9]|2[3-5]\d)\.|^169\.254\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address);
}

/**
 * Whether a connection to the address that a mirror's name resolved to is made. A name that leads to cloud metadata
 * or to the machine itself may have been changed by somebody else; written as an address, it was the operator.
 */
export function mayConnect(target: string, resolved: string): boolean {
  if (target === resolved) return true;
  return !refused.check(resolved, net.isIPv6(resolved) ? 'ipv6' : 'ipv4');
}

const refused = new net.BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  refused.addSubnet(network, prefix, 'ipv4');
refused.addAddress('100.100.100.200', 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  refused.addSubnet(network, prefix, 'ipv6');
