// Which Git addresses may be fetched: https on its own port, at an address of the public internet.
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type GitAddress = {
  url: string;
  host: string /** An address of the host, to which the fetch is bound. */;
  address: string;
};

type Resolve = (host: string) => Promise<{ address: string }[]>;

/** @throws Error with a sentence for whoever gave the address */
export async function checkGitAddress(text: string, resolve: Resolve = resolveAll): Promise<GitAddress> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || !text.startsWith('https://'))
    throw new Error('A Git address begins with https:// (no other way to fetch is allowed).');
  if (url.username !== '' || url.password !== '') throw new Error('Leave names and passwords out of the address.');
  if (url.port !== '') throw new Error('A Git address has no port: https on its own port only.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) === 0 ? await resolve(host).catch(() => []) : [{ address: host }];
  const [first] = found;
  if (!first) throw new Error(`The host ${host} is not known.`);
  if (found.some(({ address }) => !isPublic(address)))
    throw new Error(`The host ${host} is in a private network, from which nothing is fetched.`);
  return { url: url.href, host, address: first.address };
}

function resolveAll(host: string): Promise<{ address: string }[]> {
  return lookup(host, { all: true });
}

export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return family === 4 ? !private4.check(address, 'ipv4') : !private6.check(address, 'ipv6');
}

// Two lists, because an IPv4 address also fits the range of IPv6 that maps all of IPv4.
const private4 = new BlockList();
const private6 = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  private4.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  private6.addSubnet(network, prefix, 'ipv6');
