// The way to the internet: a veth pair between the worker's namespace and the machine's, with a table of its own on the
// machine. Made only where the operator allows the internet, and all of it is gone when the worker stops.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { nft } from '../firewall/firewall.ts';
import { alwaysClosed } from '../firewall/ruleset.ts';

const run = promisify(execFile);

/** The worker's end. */
export const uplinkDevice = 'uplink';

export type Uplink = {
  /** The machine's end; unlike on each machine that runs several workers. */
  device: string;
  machineAddress: string;
  workerAddress: string;
  table: string;
};

/** Names and addresses follow from the worker's name, so that whoever comes after finds what is left. */
export function uplinkOf(workerName: string): Uplink {
  const hash = createHash('sha256').update(workerName).digest();
  // A network of four addresses in 100.127.128.0/17, which nothing else of Marina's uses.
  const network = (hash.readUInt16BE(0) % 8192) * 4;
  const address = (host: number) => `100.127.${128 + ((network + host) >> 8)}.${(network + host) & 255}`;
  return {
    device: `mo-${hash.toString('hex').slice(0, 10)}`,
    machineAddress: address(1),
    workerAddress: address(2),
    table: `marina_${workerName.replaceAll('-', '_')}`,
  };
}

/** Idempotent: also mends what a kill left half made. */
export async function ensureUplink(workerName: string, workerNetns: string, machineNetns: string): Promise<void> {
  const { device, machineAddress, workerAddress } = uplinkOf(workerName);
  const machine = enter(machineNetns);
  const worker = enter(workerNetns);
  // The rules first: there is never a moment in which the pair exists without them.
  const outer = await defaultDevice(machineNetns);
  const opened = await isForwarding(machineNetns, outer);
  await nft(machineRules(uplinkOf(workerName), opened ? undefined : outer), machineNetns);
  const exists = await worker('ip', 'link', 'show', uplinkDevice).then(
    () => true,
    () => false,
  );
  if (!exists) {
    await machine('ip', 'link', 'delete', device).catch(() => undefined);
    await machine('ip', 'link', 'add', device, 'type', 'veth', 'peer', 'name', uplinkDevice, 'netns', workerNetns);
  }
  await machine('ip', 'address', 'replace', `${machineAddress}/30`, 'dev', device);
  await machine('sysctl', '--quiet', '--write', `net.ipv6.conf.${device}.disable_ipv6=1`);
  await machine('ip', 'link', 'set', device, 'up');
  await worker('ip', 'address', 'replace', `${workerAddress}/30`, 'dev', uplinkDevice);
  await worker('ip', 'link', 'set', uplinkDevice, 'up');
  await machine('sysctl', '--quiet', '--write', forwarding(device, 1));
  if (!opened && outer) await machine('sysctl', '--quiet', '--write', forwarding(outer, 1));
}

/** Resolves also when there is none. */
export async function removeUplink(workerName: string, machineNetns: string): Promise<void> {
  const { device, table } = uplinkOf(workerName);
  const machine = enter(machineNetns);
  const rules = await machine('nft', 'list', 'table', 'inet', table).catch(() => undefined);
  await machine('ip', 'link', 'delete', device).catch(() => undefined);
  if (!rules) return;
  // Only what this worker switched on is switched off, as its table remembers.
  const outer = /comment "forwarding of (\S+) was off"/.exec(rules.stdout)?.[1];
  if (outer) await machine('sysctl', '--quiet', '--write', forwarding(outer, 0)).catch(() => undefined);
  await nft(`delete table inet ${table}\n`, machineNetns);
}

/**
 * The machine's side, which holds even if somebody takes the worker's own firewall over: nothing to the machine
 * itself or to closed networks, nothing that comes from outside on its own. `opened` is the device whose forwarding
 * is switched on for this: nothing else is to be forwarded from it than before, which is nothing.
 */
export function machineRules({ device, table }: Uplink, opened: string | undefined): string {
  const remember = opened
    ? `iifname "${opened}" oifname != "${device}" ct state new drop comment "forwarding of ${opened} was off"`
    : '# forwarding was on';
  return `table inet ${table} {}
delete table inet ${table}
table inet ${table} {
  chain input {
    type filter hook input priority -10; policy accept;
    iifname "${device}" counter drop
  }
  chain forward {
    type filter hook forward priority -10; policy accept;
    iifname "${device}" meta nfproto ipv6 drop
    iifname "${device}" ip daddr { ${alwaysClosed.join(', ')} } ct direction original counter drop
    iifname "${device}" tcp dport { 25, 465, 587 } ct direction original counter drop
    oifname "${device}" ct state != { established, related } counter drop
    ${remember}
  }
  chain leave {
    type nat hook postrouting priority srcnat; policy accept;
    iifname "${device}" masquerade
  }
}
`;
}

/** The device that leads to the internet, if any. */
async function defaultDevice(netns: string): Promise<string | undefined> {
  const { stdout } = await enter(netns)('ip', '-4', 'route', 'show', 'default');
  return /\bdev (\S+)/.exec(stdout)?.[1];
}

async function isForwarding(netns: string, device: string | undefined): Promise<boolean> {
  if (!device) return true;
  const rule = await enter(netns)('sysctl', '--values', forwarding(device).replace(/=$/, ''));
  return rule.stdout.trim() === '1';
}

/** Written with slashes: names of devices may have dots in them. */
function forwarding(device: string, value?: 0 | 1): string {
  return `net/ipv4/conf/${device}/forwarding=${value ?? ''}`;
}

function enter(netns: string) {
  return (...command: string[]) => run('nsenter', [`--net=${netns}`, '--', ...command]);
}
