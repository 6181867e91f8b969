// Labs where another user of the machine may read them, such as a manager that may not look into its author's home.
import { chmod, copyFile, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Makes `to` hold what `from` holds, and nothing else. Hidden files and links are left out: no lab has any. */
export async function copyLabs(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const kept = new Set<string>();
  await copyFolder(from, to, '', kept);
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const name = path.relative(to, path.join(entry.parentPath, entry.name));
    if (!kept.has(name)) await rm(path.join(to, name), { recursive: true, force: true });
  }
}

async function copyFolder(from: string, to: string, within: string, kept: Set<string>): Promise<void> {
  await chmod(path.join(to, within), 0o755);
  for (const entry of await readdir(path.join(from, within), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const name = path.join(within, entry.name);
    const target = path.join(to, name);
    if (entry.isDirectory()) {
      kept.add(name);
      await mkdir(target, { recursive: true });
      await copyFolder(from, to, name, kept);
    } else if (entry.isFile()) {
      kept.add(name);
      await copyFile(path.join(from, name), target);
      const { mode } = await lstat(path.join(from, name));
      await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
