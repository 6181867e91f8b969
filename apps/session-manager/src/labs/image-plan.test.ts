import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageRequestSchema } from '@marina/engine/images';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planImage } from './image-plan.ts';

let folder: string;
const instance = { name: 'node1', image: 'marina/docker', build: 'node1' };
const refOf = async (changed: Partial<typeof instance> = {}) =>
  (await planImage({ slug: 'first-lab' }, { ...instance, ...changed }, folder)).ref;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'marina-plan-'));
  await mkdir(path.join(folder, 'node1/deep'), { recursive: true });
  await writeFile(path.join(folder, 'node1/Dockerfile'), 'FROM marina/docker\n');
  await writeFile(path.join(folder, 'node1/deep/a'), 'a');
  await writeFile(path.join(folder, 'lab.yaml'), 'x');
});
afterAll(() => rm(folder, { recursive: true }));

it('the folder is taken with all it holds, under names within it', async () => {
  const { files, base } = await planImage({ slug: 'first-lab' }, instance, folder);
  expect(base).toBe('marina/docker');
  expect(files.map(({ name, mode }) => [name, mode])).toEqual([
    ['Dockerfile', 0o644],
    ['deep/a', 0o644],
  ]);
});

it('the name is another one when a file, its name, its mode or the base is, and only then', async () => {
  const seen = [await refOf()];
  expect(await refOf()).toBe(seen[0]);
  await writeFile(path.join(folder, 'lab.yaml'), 'y');
  expect(await refOf()).toBe(seen[0]);
  seen.push(await refOf({ image: 'marina/base' }));
  await writeFile(path.join(folder, 'node1/deep/a'), 'b');
  seen.push(await refOf());
  await chmod(path.join(folder, 'node1/deep/a'), 0o755);
  seen.push(await refOf());
  await writeFile(path.join(folder, 'node1/deep/c'), '');
  seen.push(await refOf());
  expect(new Set(seen).size).toBe(seen.length);
});

it.each(['first-lab', 'First_Lab', 'a..b', '-x-', '日本', 'x'.repeat(300)])(
  'a lab in the folder %s has a name that the engine takes',
  async (slug) => {
    const { ref } = await planImage({ slug }, instance, folder);
    expect(imageRequestSchema.shape.ref.parse(ref)).toBe(ref);
  },
);
