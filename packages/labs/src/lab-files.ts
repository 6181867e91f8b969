// A lab's folder in memory.

/** By path within the folder, with / between names. Texts are read; of other files only the size is known. */
export type LabFiles = ReadonlyMap<string, LabFile>;
export type LabFile = { text: string } | { bytes: number };

export const limits = {
  manifestBytes: 64 * 1024,
  stepBytes: 64 * 1024,
  scriptBytes: 256 * 1024,
  fileBytes: 4 * 1024 * 1024,
  labBytes: 16 * 1024 * 1024,
  files: 500,
} as const;

const step = /^(\d{1,3})-([a-z0-9][a-z0-9-]*)\.([a-z]{2})\.md$/;

export type StepFile = { path: string; slug: string; number: number; language: string };

/** A step's file by its name; undefined for others. */
export function stepFileOf(path: string): StepFile | undefined {
  const [, number = '', name = '', language = ''] = step.exec(path) ?? [];
  return number === '' ? undefined : { path, slug: `${number}-${name}`, number: Number(number), language };
}
