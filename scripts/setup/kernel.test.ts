import { expect, test } from 'vitest';
import { readOption } from './kernel.mjs';

const config = 'CONFIG_VETH=y\nCONFIG_BRIDGE=m\n# CONFIG_IP_VS is not set\nCONFIG_BRIDGE_NETFILTER=y\n';

test('reads options that are built in, modules, and off', () => {
  expect(readOption(config, 'VETH')).toBe('y');
  expect(readOption(config, 'BRIDGE')).toBe('m');
  expect(readOption(config, 'IP_VS')).toBeUndefined();
  expect(readOption(config, 'NETFILTER')).toBeUndefined();
});
