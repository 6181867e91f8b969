import net from 'node:net';
import os from 'node:os';
import { expect, it } from 'vitest';
import { parseListeners, parseTcpInUse, parseUnixListeners, tcpSockets } from './proc-net.ts';

it('finds listeners on reachable addresses and leaves out loopback and connections', () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 0B00007F:A3C1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 020064AC:0016 010064AC:D431 01 00000000:00000000 00:00000000 00000000     0        0 4 1`;
  expect(parseListeners(tcp)).toEqual([8080]);
});

it('reads IPv6 listeners, mapped loopback included', () => {
  const tcp6 = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A
   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A
   2: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A`;
  expect(parseListeners(tcp6)).toEqual([80]);
});

it('tells listening unix sockets from connected ones', () => {
  const unix = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 100 /run/docker.sock
0000000000000000: 00000003 00000000 00000000 0001 03 101 /run/other.sock
0000000000000000: 00000003 00000000 00000000 0001 03 102`;
  expect(parseUnixListeners(unix)).toEqual(['/run/docker.sock']);
});

it('reads how many TCP sockets there are', () => {
  expect(parseTcpInUse('sockets: used 8\nTCP: inuse 3 orphan 0 tw 1 alloc 5 mem 49\nUDP: inuse 1 mem 0\n')).toBe('3');
  expect(parseTcpInUse('TCP6: inuse 12\nUDP6: inuse 2\n')).toBe('12');
  expect(parseTcpInUse('')).toBe('');
});

const loopback = (os.networkInterfaces().lo ?? []).map(({ address }) => address);

it.each(loopback)('servers on %s change their number, at their start and at their end', async (host) => {
  // Many: other programs of this machine open and close some meanwhile.
  const servers = Array.from({ length: 40 }, () => net.createServer());
  const before = total(tcpSockets(process.pid));
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.listen(0, host, resolve))));
  const during = total(tcpSockets(process.pid));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  expect(during - before).toBeGreaterThan(20);
  expect(during - total(tcpSockets(process.pid))).toBeGreaterThan(20);
});

function total(counts: string): number {
  return counts.split(' ').reduce((sum, count) => sum + Number(count), 0);
}
