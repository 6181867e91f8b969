// Picks the range of subordinate user and group ids that the worker's dockerd maps instances to.

export const RANGE_SIZE = 65_536;
/** Debian's SUB_UID_MIN, rounded up to a multiple of the size. */
const FIRST_START = 131_072;

export interface IdRange {
  owner: string;
  start: number;
  count: number;
}

/** Reads /etc/subuid or /etc/subgid; lines that make no sense are left to their owner. */
export function parseSubIds(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [owner = '', start = '', count = ''] = line.trim().split(':');
    if (!owner || !/^\d+$/.test(start) || !/^\d+$/.test(count)) return [];
    return [{ owner, start: Number(start), count: Number(count) }];
  });
}

/** Whether `owner` has a range that is large enough. */
export function hasRange(ranges: IdRange[], owner: string): boolean {
  return ranges.some((range) => range.owner === owner && range.count >= RANGE_SIZE);
}

/** The lowest start whose range touches none of the taken ones. */
export function chooseStart(taken: IdRange[]): number {
  let start = FIRST_START;
  const overlaps = (range: IdRange) => range.start < start + RANGE_SIZE && start < range.start + range.count;
  while (taken.some(overlaps)) start += RANGE_SIZE;
  return start;
}
