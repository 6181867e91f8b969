import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { allowed } from './firewall.ts';
import { admission, dismissal, type FirewallSettings, ruleset } from './ruleset.ts';

const settings: FirewallSettings = {
  serviceAddress: '100.127.0.1',
  registryPort: 5000,
  nameServers: { mirror: '100.127.0.2', internet: '100.127.0.3' },
  mirrors: [{ address: '100.127.1.1', port: 443 }],
  uplink: undefined,
  closed: [],
  connections: 4096,
  newConnectionsPerSecond: 200,
  instanceMbit: 200,
};

describe('the ruleset', () => {
  it('without an uplink lets nothing be forwarded but what stays in its session', () => {
    const forward = chain(ruleset(settings), 'forward');
    expect(forward.filter((line) => line.endsWith('accept'))).toEqual([
      'meta mark 0x4d61 accept',
      'ct state established,related accept',
      'fib daddr . iif oif exists accept',
    ]);
    expect(forward.at(-1)).toBe('drop');
  });

  it('with an uplink lets only sessions that may use the internet jump to it', () => {
    const forward = chain(ruleset({ ...settings, uplink: 'uplink' }), 'forward');
    expect(forward).toContain('oifname "uplink" iifname @to_internet jump internet');
    expect(forward).toContain('iifname "uplink" counter name refused drop');
  });

  it('opens names, the registry, mirrors and ping on the worker, and ends with a drop', () => {
    const input = chain(ruleset(settings), 'input');
    expect(input).toContain('ip daddr 100.127.0.1 tcp dport 5000 accept');
    expect(input).toContain('iifname @to_mirrors ip daddr . tcp dport @mirrors accept');
    expect(input.at(-1)).toBe('counter name refused_worker drop');
    expect(ruleset(settings)).toContain('elements = { 100.127.1.1 . 443 };');
  });

  it('adds the operator’s closed networks to those that always are', () => {
    expect(ruleset({ ...settings, closed: ['203.0.113.0/24'] })).toContain('224.0.0.0/3, 203.0.113.0/24 }');
  });

  it('names mail and foreign resolvers before it accepts', () => {
    const internet = chain(ruleset({ ...settings, uplink: 'uplink' }), 'internet');
    expect(internet).toContain('tcp dport { 25, 465, 587 } return');
    expect(internet.at(-1)).toBe('accept');
  });

  it.each([
    ['as it is by default', settings],
    ['with everything', { ...settings, uplink: 'uplink', closed: ['203.0.113.0/24', '10.1.0.0/16'] }],
    ['without mirrors', { ...settings, mirrors: [] }],
  ])('is understood by nft, %s', (_what, given) => {
    const text = ruleset(given) + admission('m-0123456789ab', 'internet') + dismissal('m-0123456789ab');
    // In a namespace of its own, so that a test changes nothing of the machine's.
    execFileSync('unshare', ['--net', 'nft', '-f', '-'], { input: text });
  });
});

it.each([
  ['internet', 'internet', true, 'internet'],
  ['internet', 'mirror', true, 'mirror'],
  ['internet', 'mirror', false, 'none'],
  ['internet', 'none', true, 'none'],
  ['mirror', 'internet', true, 'mirror'],
  ['mirror', 'internet', false, 'none'],
  ['none', 'internet', true, 'none'],
] as const)('asked for %s where the most is %s (mirrors: %s), a session gets %s', (asked, most, mirrors, given) => {
  expect(allowed(asked, most, mirrors)).toBe(given);
});

/** The rules of a chain, line by line. */
function chain(text: string, name: string): string[] {
  const body = new RegExp(`chain ${name} \\{\\n([\\s\\S]*?)\\n {2}\\}`).exec(text)?.[1] ?? '';
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('type') && !line.startsWith('#'));
}
