// The groups of the suite, by letter; a group is a file.
import type { AbuseCase } from './case.ts';
import { groupA } from './group-a/group-a.ts';
import { groupB } from './group-b.ts';
import { groupC } from './group-c/group-c.ts';
import { groupD } from './group-d.ts';
import { groupE } from './group-e.ts';
import { groupF } from './group-f.ts';
import { groupG } from './group-g/group-g.ts';
import { groupH } from './group-h/group-h.ts';

export const groups: Record<string, readonly AbuseCase[]> = {
  A: groupA,
  B: groupB,
  C: groupC,
  D: groupD,
  E: groupE,
  F: groupF,
  G: groupG,
  H: groupH,
};
