// What is mounted where, from the kernel's own table: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
import { readFile } from 'node:fs/promises';

export type Mount = {
  /** `major:minor` of the filesystem. */
  device: string;
  /** The part of the filesystem that is mounted: `/` is all of it. */
  root: string;
  point: string;
};

export async function readMounts(): Promise<Mount[]> {
  return parseMounts(await readFile('/proc/self/mountinfo', 'utf8'));
}

export function parseMounts(table: string): Mount[] {
  return table.split('\n').flatMap((line) => {
    const [, , device, root, point] = line.split(' ');
    return device && root && point ? [{ device, root: plain(root), point: plain(point) }] : [];
  });
}

/** Spaces and such are written as three octal digits. */
function plain(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
