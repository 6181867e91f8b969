// Runs an image's steps inside its tree.
import { cp, link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contained, run } from './command.ts';
import { BuildFailure } from './failure.ts';
import type { Archive } from './host-apt.ts';
import type { Image } from './images.ts';

const HOST_CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const INSIDE_CERTIFICATES = '/run/build/certificates.crt';

export interface Inside {
  image: Image;
  /** Where the tree is mounted, or is. */
  root: string;
  scratch: string;
  /** Folder of infra/images. */
  sources: string;
  cache: { archives: string; lists: string };
  overlay?: { lowers: string[]; upper: string; work: string };
  update: boolean;
  signal: AbortSignal;
  archive: Archive;
}

/** Runs an image's steps inside its tree; answers the version that names it. */
export async function runInside(inside: Inside): Promise<string | undefined> {
  const { image, root, scratch, sources, overlay } = inside;
  for (const name of ['archives/partial', 'lists', 'auth']) await mkdir(join(scratch, name), { recursive: true });
  for (const dir of [root, overlay?.upper, overlay?.work]) if (dir) await mkdir(dir, { recursive: true });
  await cp(join(sources, 'inside.sh'), join(scratch, 'inside.sh'));
  await cp(join(sources, 'recipes', image.recipe), join(scratch, 'recipe'), { recursive: true });
  await writeAptConfig(scratch, inside.archive);
  await share(inside.cache.archives, join(scratch, 'archives'));
  const env = {
    ROOT: root,
    SCRATCH: scratch,
    LISTS: inside.cache.lists,
    LOWER: overlay?.lowers.join(':') ?? '',
    UPPER: overlay?.upper ?? '',
    WORK: overlay?.work ?? '',
    PACKAGES: image.packages?.join(' ') ?? '',
    VERSION_OF: image.versionOf ?? '',
    UPDATE: inside.update ? '1' : '',
    DOWNLOAD_ONLY: image.how === 'scratch' ? '1' : '',
  };
  await run(contained(['sh', join(sources, 'in-chroot.sh')]), { what: image.name, env, signal: inside.signal });
  await share(join(scratch, 'archives'), inside.cache.archives);
  if (!image.versionOf) return undefined;
  const version = (await readFile(join(scratch, 'version'), 'utf8')).trim();
  if (version === '') throw new BuildFailure(`${image.name} has no version: ${image.versionOf} is empty.`);
  return version;
}

async function writeAptConfig(scratch: string, archive: Archive): Promise<void> {
  const certificates = archive.transport.map((line) => /CAInfo "(.+)";/i.exec(line)?.[1]).findLast(Boolean);
  const copied = await cp(certificates ?? HOST_CERTIFICATES, join(scratch, 'certificates.crt')).then(
    () => [`Acquire::https::CAInfo "${INSIDE_CERTIFICATES}";`],
    () => [],
  );
  const lines = [
    ...archive.transport,
    ...archive.dates,
    ...copied,
    'APT::Sandbox::User "root";',
    'APT::Keep-Downloaded-Packages "true";',
    'Dir::Cache::archives "/run/build/archives/";',
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'Dir::State::lists "/run/build/lists/";',
    'Dir::Etc::netrcparts "/run/build/auth/";',
    'Dpkg::Options {"--force-confdef"; "--force-confold"; "--force-unsafe-io";};',
    'Acquire::Languages "none";',
  ];
  await writeFile(join(scratch, 'apt.conf'), `${lines.join('\n')}\n`);
}

/** Links the packages of one folder into another: images made at the same time never wait for each other's apt. */
async function share(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const [have, offered] = await Promise.all([readdir(to), readdir(from).catch(() => [])]);
  const missing = offered.filter((name) => name.endsWith('.deb') && !have.includes(name));
  // Another image may have linked it in between; it is the same file.
  await Promise.all(missing.map((name) => link(join(from, name), join(to, name)).catch(() => undefined)));
}
