// What listens in an instance, read from the kernel's own tables of its network namespace (/proc/PID/net):
// nothing in the instance can redirect these files, which a socket or a path inside it could.
import { readFile } from 'node:fs/promises';

const listening = '0A';
/** Swarm's own ports: they listen on every address, and no student's app lives there. */
const swarmPorts = new Set([2377, 7946]);

/** TCP ports that listen on an address reachable from outside the instance, ascending. */
export async function listeningPorts(pid: number): Promise<number[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readTable(pid, table)));
  const ports = new Set(tables.flatMap(parseListeners));
  return [...ports].filter((port) => !swarmPorts.has(port)).sort((a, b) => a - b);
}

/** Whether a Docker Engine listens on its socket in the instance; it may still be starting. */
export async function dockerListens(pid: number): Promise<boolean> {
  return parseUnixListeners(await readTable(pid, 'unix')).some((path) => /^(\/var)?\/run\/docker\.sock$/.test(path));
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

async function readTable(pid: number, table: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/net/${table}`, 'utf8');
  } catch {
    // The process has just ended, or the machine has no IPv6: nothing listens there.
    return '';
  }
}
