import { expect, test } from 'vitest';
import { parseMounts } from './mounts.ts';

test('a mount has its device, its part of it, and its place', () => {
  const table = [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '90 22 7:3 /layer /data/my\\040disk rw,nosuid - ext4 /dev/loop3 rw',
    '',
  ].join('\n');
  expect(parseMounts(table)).toEqual([
    { device: '254:0', root: '/', point: '/' },
    { device: '7:3', root: '/layer', point: '/data/my disk' },
  ]);
});
