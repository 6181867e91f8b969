import { expect, it } from 'vitest';
import { exposureHosts } from './exposure-host.ts';

const label = '0123456789abcdefghjkmnpqrs';
const hosts = exposureHosts(new URL('http://localhost:8420'), 'apps.localhost');

it('an exposure’s URL leads back to its label', () => {
  expect(hosts.url(label)).toBe(`http://${label}.apps.localhost:8420/`);
  expect(hosts.labelOf(new URL(hosts.url(label)).host)).toBe(label);
});

it.each(['localhost:8420', 'example.org', 'evilapps.localhost', undefined])('%s is not an app’s host', (host) => {
  expect(hosts.labelOf(host)).toBeUndefined();
});

it.each(['apps.localhost', 'x.apps.localhost', `a.${label}.apps.localhost`, '127.0.0.1.apps.localhost:2375'])(
  '%s is of the apps domain but names no app',
  (host) => {
    expect(hosts.labelOf(host)).toBe('');
  },
);
