import { expect, it } from 'vitest';
import { countGroups } from './crowded-groups.ts';

it('takes the fullest of the v1 hierarchies, and none where all controllers are unified', () => {
  const head = '#subsys_name\thierarchy\tnum_cgroups\tenabled';
  expect(countGroups(`${head}\ncpuset\t3\t6\t1\nmemory\t4\t5111\t1\nhugetlb\t0\t9999\t1\n`)).toBe(5111);
  expect(countGroups(`${head}\ncpuset\t0\t120\t1\nmemory\t0\t120\t1\n`)).toBe(0);
});
