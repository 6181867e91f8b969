import { expect, it } from 'vitest';
import { machineRules, uplinkOf } from './uplink.ts';

it('what it is called follows from the worker’s name, within what the kernel takes', () => {
  const one = uplinkOf('marina');
  expect(uplinkOf('marina')).toEqual(one);
  expect(uplinkOf('other').device).not.toBe(one.device);
  expect(one.device.length).toBeLessThanOrEqual(15);
  expect(uplinkOf('e2e-1').table).toBe('marina_e2e_1');
  for (const address of [one.machineAddress, one.workerAddress])
    expect(address).toMatch(/^100\.127\.(1[3-9]\d|12[89]|2\d\d)\.\d+$/);
});

it('the machine itself is closed, and forwarding that was off stays off for others', () => {
  const rules = machineRules(uplinkOf('marina'), 'eth0');
  const { device } = uplinkOf('marina');
  expect(rules).toContain(`iifname "${device}" counter drop`);
  expect(rules).toContain(`iifname "eth0" oifname != "${device}" ct state new drop`);
  expect(machineRules(uplinkOf('marina'), undefined)).not.toContain('eth0');
});
