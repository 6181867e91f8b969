import { expect, it } from 'vitest';
import { mayConnect, parseMirrors } from './mirrors.ts';

it('gives each name one address, and leaves addresses as they are', () => {
  const mirrors = parseMirrors('Deb.example.org:80, deb.example.org:443 10.0.0.5:8081');
  expect(mirrors.map(({ name, address, port }) => ({ name, address, port }))).toEqual([
    { name: 'deb.example.org', address: '100.127.1.1', port: 80 },
    { name: 'deb.example.org', address: '100.127.1.1', port: 443 },
    { name: undefined, address: '10.0.0.5', port: 8081 },
  ]);
});

it('lets the operator say where a name leads', () => {
  expect(parseMirrors('apt.mirror:80=127.0.0.1:3142')[0]?.target).toEqual({ host: '127.0.0.1', port: 3142 });
});

it.each([
  ['no port', 'deb.example.org'],
  ['a URL', 'http://deb.example.org:80'],
  ['a port that does not exist', 'deb.example.org:70000'],
  ['two targets', 'a:1=b:2=c:3'],
  ['a name that is none', 'deb_.example:80'],
  ['the loopback as instances see it', '127.0.0.1:3142'],
  ['cloud metadata', '169.254.169.254:80'],
  ['an address of the sessions’ own networks', '100.64.0.9:80'],
])('%s is refused', (_what, text) => {
  expect(() => parseMirrors(text)).toThrow();
});

it.each([
  ['deb.example.org', '203.0.113.5', true],
  ['deb.example.org', '10.0.0.5', true],
  ['deb.example.org', '127.0.0.1', false],
  ['deb.example.org', '::1', false],
  ['deb.example.org', '::ffff:127.0.0.1', false],
  ['deb.example.org', '169.254.169.254', false],
  ['deb.example.org', '100.100.100.200', false],
  ['127.0.0.1', '127.0.0.1', true],
])('a mirror at %s that resolves to %s is connected to: %s', (host, address, expected) => {
  expect(mayConnect(host, address)).toBe(expected);
});
