// What listens in an instance, read from the kernel's own tables of its network namespace (/proc/PID/net):
// nothing in the instance can redirect these files, which a socket or a path inside it could.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const listening = '0A';
/** Swarm's own ports: they listen on every address, and no student's app lives there. */
const swarmPorts = new Set([2377, 7946]);

/**
 * TCP ports that listen on an address reachable from outside the instance, ascending. Before Linux 6.1 the kernel walks
 * the table of all connections of the machine to tell, for milliseconds in which it does nothing else on that processor
 * (connection-table.ts): ask when `tcpSockets` has changed.
 */
export async function listeningPorts(pid: number): Promise<number[]> {
  const ports = new Set<number>();
  // One after the other: side by side they would hold two processors.
  for (const table of ['tcp', 'tcp6']) {
    const text = await readFile(pathOf(pid, table), 'utf8').catch(() => '');
    for (const port of parseListeners(text)) if (!swarmPorts.has(port)) ports.add(port);
  }
  return [...ports].sort((a, b) => a - b);
}

/** How many TCP sockets there are, for comparison with another time. Costs next to nothing. */
export function tcpSockets(pid: number): string {
  return ['sockstat', 'sockstat6'].map((table) => parseTcpInUse(readNow(pid, table))).join(' ');
}

/** Whether a Docker Engine listens on its socket in the instance; it may still be starting. */
export function dockerListens(pid: number): boolean {
  return parseUnixListeners(readNow(pid, 'unix')).some((path) => /^(\/var)?\/run\/docker\.sock$/.test(path));
}

/** Sockets that listen or are connected, in the format of /proc/net/sockstat: `TCP: inuse 3 …`; empty for no table. */
export function parseTcpInUse(table: string): string {
  return /^TCP6?: inuse (\d+)/m.exec(table)?.[1] ?? '';
}

/** Ports of listeners in the format of proc(5) /proc/net/tcp, loopback ones left out. */
export function parseListeners(table: string): number[] {
  return rows(table).flatMap((fields) => {
    const [address = '', port = ''] = (fields[1] ?? '').split(':');
    return fields[3] === listening && !isLoopback(address) ? [Number.parseInt(port, 16)] : [];
  });
}

/** Paths of listening sockets in the format of proc(5) /proc/net/unix. */
export function parseUnixListeners(table: string): string[] {
  const acceptsConnections = 0x10000;
  return rows(table).flatMap((fields) => {
    const flags = Number.parseInt(fields[3] ?? '0', 16);
    return (flags & acceptsConnections) !== 0 && fields[7] ? [fields[7]] : [];
  });
}

/** The kernel prints each 32-bit word in host order: 127.0.0.1 is 0100007F. */
function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith('7F');
  return address === '00000000000000000000000001000000' || /^0{16}FFFF0000.{6}7F$/.test(address);
}

function rows(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
}

/** At once: these take microseconds, less than it takes to have another thread read them. */
function readNow(pid: number, table: string): string {
  try {
    return readFileSync(pathOf(pid, table), 'utf8');
  } catch {
    // The process has just ended, or the machine has no IPv6: nothing listens there.
    return '';
  }
}

const pathOf = (pid: number, table: string) => `/proc/${pid}/net/${table}`;
