// The firewall of a worker's network namespace, as text for `nft -f -`: a pure function of the settings.
// Its chains come before Docker's, and a drop in any chain is final: whatever becomes of Docker's rules, these hold.
import type { Mirror } from '../egress/mirrors.ts';

export type FirewallSettings = {
  /** Where instances find the worker's services. */
  serviceAddress: string;
  registryPort: number;
  /** Name servers for sessions that may use mirrors, and for those that may use the internet. */
  nameServers: { mirror: string; internet: string };
  mirrors: readonly Pick<Mirror, 'address' | 'port'>[];
  /** The worker's end of the way to the internet; undefined where there is none. */
  uplink: string | undefined;
  /** Networks that stay closed beside those that always are. */
  closed: readonly string[];
  /** Tracked connections at once, per session. */
  connections: number;
  newConnectionsPerSecond: number;
  /** In each direction and per instance; the worker's own registry does not count. */
  instanceMbit: number;
};

/** Never reached, whatever a session may do: private, shared, link-local (cloud metadata), reserved, multicast. */
export const alwaysClosed = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
] as const;

/** Docker gives these to containers whose machine has only a resolver on its loopback, as instances have. */
const dockersFallbackNameServers = ['8.8.8.8', '8.8.4.4'];

/** Set on frames that stay within one bridge: the filters of the IP layer see them too, and let them be. */
const bridgedMark = '0x4d61';

export const tables = ['inet marina', 'bridge marina'] as const;

export function ruleset(settings: FirewallSettings): string {
  return [
    // Deleting what may not be there fails; declaring it first never does. All of it is one transaction.
    ...tables.flatMap((table) => [`table ${table} {}`, `delete table ${table}`]),
    inetTable(settings),
    bridgeTable(settings),
    '',
  ].join('\n');
}

/** Makes a session's bridge a member of the sets that open its way out; idempotent. */
export function admission(bridge: string, egress: 'mirror' | 'internet'): string {
  const sets = egress === 'internet' ? ['to_mirrors', 'to_internet'] : ['to_mirrors'];
  return sets.map((set) => `add element inet marina ${set} { ${quoted(bridge)} }\n`).join('');
}

/** The opposite. Adding before deleting makes it idempotent, too. */
export function dismissal(bridge: string): string {
  const sets = ['to_mirrors', 'to_internet'];
  return sets
    .flatMap((set) => ['add', 'delete'].map((verb) => `${verb} element inet marina ${set} { ${quoted(bridge)} }\n`))
    .join('');
}

function inetTable(settings: FirewallSettings): string {
  return `table inet marina {
  # Bridges of sessions; the agent fills them.
  set to_mirrors { type ifname; }
  set to_internet { type ifname; }
  set mirrors { type ipv4_addr . inet_service; ${elements(settings.mirrors.map((m) => `${m.address} . ${m.port}`))} }
  set closed { type ipv4_addr; flags interval; auto-merge; ${elements([...alwaysClosed, ...settings.closed])} }
  set tracked { type ifname; flags dynamic; size 65535; }
  set fresh { type ifname; flags dynamic,timeout; timeout 1m; size 65535; }
  counter spoofed {}
  counter refused {}
  counter refused_worker {}
  counter over_connections {}
  counter over_rate {}
${rawChain()}
${limitsChain(settings)}
${namesChain(settings)}
${inputChain(settings)}
${forwardChain(settings)}
}`;
}

/** Traffic within a session needs no state: it can't fill the table that everybody shares. */
function rawChain(): string {
  return `  chain raw {
    type filter hook prerouting priority raw; policy accept;
    iifname "lo" return
    fib daddr . iif type local return
    fib daddr . iif oif exists notrack
  }`;
}

function limitsChain({ connections, newConnectionsPerSecond, uplink }: FirewallSettings): string {
  const rate = `limit rate over ${newConnectionsPerSecond}/second burst ${newConnectionsPerSecond * 2} packets`;
  return `  chain limits {
    type filter hook prerouting priority mangle; policy accept;
    iifname { ${ours(uplink)} } return
    ct state new add @tracked { iifname ct count over ${connections} } counter name over_connections drop
    ct state new update @fresh { iifname ${rate} } counter name over_rate drop
  }`;
}

/** One address for names, whatever a session may do: who asks decides which server answers. */
function namesChain({ serviceAddress, nameServers }: FirewallSettings): string {
  const asked = `ip daddr { ${[serviceAddress, ...dockersFallbackNameServers].join(', ')} } udp dport 53`;
  return `  chain names {
    type nat hook prerouting priority dstnat; policy accept;
    iifname @to_internet ${asked} dnat ip to ${nameServers.internet}
    iifname @to_mirrors ${asked} dnat ip to ${nameServers.mirror}
    iifname "m-*" ${asked} dnat ip to ${serviceAddress}
  }`;
}

function inputChain({ serviceAddress, registryPort, nameServers, uplink }: FirewallSettings): string {
  const redirected = `ip daddr { ${nameServers.mirror}, ${nameServers.internet} } udp dport 53 ct status dnat accept`;
  return `  chain input {
    type filter hook input priority -10; policy accept;
    iifname "lo" accept
    ct state established,related accept
    ${uplink ? `iifname ${quoted(uplink)} counter name refused_worker drop` : '# no uplink'}
    meta nfproto ipv6 counter name refused_worker drop
    fib saddr . iif oif missing counter name spoofed drop
    ip daddr ${serviceAddress} udp dport 53 accept
    ${redirected}
    ip daddr ${serviceAddress} tcp dport ${registryPort} accept
    iifname @to_mirrors ip daddr . tcp dport @mirrors accept
    fib daddr . iif type local icmp type echo-request limit rate 100/second accept
    counter name refused_worker drop
  }`;
}

/** A refusal says so at once, as a missing route would, and the same whether or not somebody is there. */
function forwardChain({ uplink }: FirewallSettings): string {
  const out = uplink ? `oifname ${quoted(uplink)} iifname @to_internet jump internet` : '# no uplink';
  return `  chain forward {
    type filter hook forward priority -10; policy accept;
    meta mark ${bridgedMark} accept
    ct state established,related accept
    meta nfproto ipv6 counter name refused drop
    ${uplink ? `iifname ${quoted(uplink)} counter name refused drop` : '# no uplink'}
    fib saddr . iif oif missing counter name spoofed drop
    fib daddr . iif oif exists accept
    ${out}
    counter name refused limit rate 200/second reject with icmp host-unreachable
    drop
  }
  chain internet {
    ip daddr @closed return
    meta l4proto != { tcp, udp, icmp } return
    tcp dport { 25, 465, 587 } return
    meta l4proto { tcp, udp } th dport { 53, 853 } return
    accept
  }
  chain leave {
    type nat hook postrouting priority srcnat; policy accept;
    ${uplink ? `oifname ${quoted(uplink)} masquerade` : '# no uplink'}
  }`;
}

/** Ports of bridges are what an instance can't forge: bandwidth is counted there. */
function bridgeTable({ serviceAddress, instanceMbit }: FirewallSettings): string {
  const bytesPerSecond = Math.round((instanceMbit * 1e6) / 8);
  const burst = Math.max(Math.round(bytesPerSecond / 4), 1_000_000);
  const over = `limit rate over ${bytesPerSecond} bytes/second burst ${burst} bytes`;
  return `table bridge marina {
  set up { type ifname; flags dynamic,timeout; timeout 1m; size 65535; }
  set down { type ifname; flags dynamic,timeout; timeout 1m; size 65535; }
  counter foreign {}
  counter over_up {}
  counter over_down {}
  chain within {
    type filter hook forward priority -10; policy accept;
    meta mark set ${bridgedMark}
  }
  # Frames for the worker itself: plain IPv4, and ARP; no VLAN tag, no IPv6 and so no router advertisement.
  chain to_worker {
    type filter hook input priority -10; policy accept;
    ether type != { ip, arp } counter name foreign drop
    ip daddr ${serviceAddress} accept
    update @up { iifname ${over} } counter name over_up drop
  }
  chain from_worker {
    type filter hook output priority -10; policy accept;
    ip saddr ${serviceAddress} accept
    update @down { oifname ${over} } counter name over_down drop
  }
}`;
}

function ours(uplink: string | undefined): string {
  return ['lo', ...(uplink ? [uplink] : [])].map(quoted).join(', ');
}

function elements(list: readonly string[]): string {
  return list.length > 0 ? `elements = { ${list.join(', ')} };` : '';
}

function quoted(name: string): string {
  return `"${name}"`;
}
