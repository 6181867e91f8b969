import { expect, test } from 'vitest';
import { loadsModulesBy, preemptionOf, readOption } from './kernel.mjs';

const config = 'CONFIG_VETH=y\nCONFIG_BRIDGE=m\n# CONFIG_IP_VS is not set\nCONFIG_BRIDGE_NETFILTER=y\n';

test('reads options that are built in, modules, and off', () => {
  expect(readOption(config, 'VETH')).toBe('y');
  expect(readOption(config, 'BRIDGE')).toBe('m');
  expect(readOption(config, 'IP_VS')).toBeUndefined();
  expect(readOption(config, 'NETFILTER')).toBeUndefined();
});

test('the preemption that is on counts before the one of the start, and that before the one that was built', () => {
  const none = 'CONFIG_PREEMPT_NONE=y\nCONFIG_PREEMPT_DYNAMIC=y\n';
  const commandLine = 'quiet preempt=full';
  expect(preemptionOf({ modes: 'none (voluntary) full lazy\n', commandLine, config: none })).toBe('voluntary');
  expect(preemptionOf({ modes: '', commandLine, config: none })).toBe('full');
  expect(preemptionOf({ modes: '', commandLine: '', config: none })).toBe('none');
  expect(preemptionOf({ modes: '', commandLine: '', config: 'CONFIG_PREEMPT=y\n' })).toBe('full');
  expect(preemptionOf({ modes: '', commandLine: '', config: '' })).toBeUndefined();
});

test('a kernel loads modules unless it has none, may not any more, or knows no loader', () => {
  const usual = { hasModules: true, disabled: '0\n', loader: '/sbin/modprobe\n' };
  expect(loadsModulesBy(usual)).toBe(true);
  expect(loadsModulesBy({ ...usual, hasModules: false })).toBe(false);
  expect(loadsModulesBy({ ...usual, disabled: '1\n' })).toBe(false);
  expect(loadsModulesBy({ ...usual, loader: '\n' })).toBe(false);
});
