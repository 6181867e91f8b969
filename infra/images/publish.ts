// Writes an image's configuration and manifest, and pushes it under each of its tags.
import type { Image } from './images.ts';
import type { Layer } from './layer.ts';
import { type BuildRegistry, MEDIA, sha256 } from './registry.ts';

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

export interface Manifest {
  schemaVersion: 2;
  mediaType: string;
  config: Descriptor;
  layers: Descriptor[];
}

interface ImageConfig {
  rootfs: { type: 'layers'; diff_ids: string[] };
  history: { created: string; created_by: string }[];
}

const ARCHITECTURE: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** Names of one version: 1.26.3-3 gives 1.26.3, 1.26 and 1; an epoch and Debian's revision are left out. */
export function versionTags(version: string): string[] {
  const upstream = version
    .trim()
    .replace(/^\d+:/, '')
    .replace(/[-+~].*$/, '');
  const numbers = upstream.split('.');
  return numbers.map((_, index) => numbers.slice(0, numbers.length - index).join('.')).filter((tag) => tag !== '');
}

/** All tags of an image of the given version. */
export function tagsOf(image: Image, version: string | undefined): string[] {
  const names = [...(version ? versionTags(version) : []), ...(image.tags ?? [])];
  const variants = (image.variants ?? []).flatMap((end) =>
    names.filter((name) => `-${name}` !== end).map((name) => name + end),
  );
  return [...new Set(['latest', ...names, ...variants])];
}

/** Pushes `layer` on top of the parent's layers; answers the tags. */
export async function publish(
  registry: BuildRegistry,
  image: Image,
  layer: Layer,
  version: string | undefined,
): Promise<string[]> {
  const below = image.how === 'layer' && image.parent ? await readImage(registry, image.parent) : undefined;
  for (const { digest } of below?.manifest.layers ?? []) {
    await registry.putBlob(image.name, digest, { from: image.parent ?? '' });
  }
  await registry.putBlob(image.name, layer.digest, { path: layer.path });
  const config = JSON.stringify(makeConfig(image, layer, version, below?.config));
  const configDigest = sha256(config);
  await registry.putBlob(image.name, configDigest, { json: config });
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MEDIA.manifest,
    config: { mediaType: MEDIA.config, digest: configDigest, size: Buffer.byteLength(config) },
    layers: [...(below?.manifest.layers ?? []), { mediaType: MEDIA.layer, digest: layer.digest, size: layer.size }],
  };
  const tags = tagsOf(image, version);
  for (const tag of tags) await registry.putManifest(image.name, tag, JSON.stringify(manifest));
  return tags;
}

function makeConfig(image: Image, layer: Layer, version: string | undefined, below: ImageConfig | undefined) {
  const created = new Date().toISOString();
  const labels: Record<string, string> = { 'marina.image': '1', 'org.opencontainers.image.title': image.title };
  if (version) labels['org.opencontainers.image.version'] = versionTags(version)[0] ?? version;
  return {
    created,
    architecture: ARCHITECTURE[process.arch] ?? process.arch,
    os: 'linux',
    config: { ...image.run, Labels: labels },
    rootfs: { type: 'layers', diff_ids: [...(below?.rootfs.diff_ids ?? []), layer.diffId] },
    history: [...(below?.history ?? []), { created, created_by: `marina: ${image.recipe} from Debian packages` }],
  };
}

/** Reads a pushed image's manifest and configuration; the registry holds only what this module wrote. */
export async function readImage(registry: BuildRegistry, name: string) {
  const manifest = (await registry.getManifest(name, 'latest')) as Manifest;
  const config = (await (await registry.getBlob(name, manifest.config.digest)).json()) as ImageConfig;
  return { manifest, config };
}
