// Reads how this machine reaches its Debian archive, so that images come from the same place.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';
import { BuildFailure } from './failure.ts';

export interface Archive {
  /** Lines for sources.list, the main suite first. */
  sources: string[];
  /** apt.conf lines that reach the mirror: proxy, certificates, retries. For the build only. */
  transport: string[];
  /** apt.conf lines that images need as well: how strictly dates are read. */
  dates: string[];
}

interface Entry {
  uri: string;
  suites: string[];
}

/** Finds the archive for `suite`; `mirror` overrides what the machine is configured with. */
export async function findArchive(suite: string, mirror: string | undefined): Promise<Archive> {
  const entries = mirror ? [{ uri: mirror, suites: [suite] }] : await readEntries('/etc/apt');
  const sources = toSources(entries, suite);
  if (sources.length === 0) {
    throw new BuildFailure(
      'No Debian mirror is configured in /etc/apt: set MARINA_DEBIAN_MIRROR to the URL of a Debian archive.',
    );
  }
  return { sources, ...(await readTransport()) };
}

/** Chooses from the machine's entries the main archive, its updates and its security archive, and renames the suite. */
export function toSources(entries: Entry[], suite: string): string[] {
  const usable = entries.filter((entry) => /^https?:\/\//.test(entry.uri) && !/ubuntu/i.test(entry.uri));
  const isSecurity = (entry: Entry) =>
    entry.suites.some((name) => /[-/](security|updates)$/.test(name) && /security/.test(name + entry.uri));
  const main = usable.find((entry) => !isSecurity(entry) && entry.suites.some((name) => /^[a-z]+$/.test(name)));
  if (!main) return [];
  const hasUpdates = usable.some(
    (entry) => entry.uri === main.uri && entry.suites.some((name) => /-updates$/.test(name)),
  );
  const security = usable.find(isSecurity);
  return [
    `deb ${main.uri} ${suite} main`,
    ...(hasUpdates ? [`deb ${main.uri} ${suite}-updates main`] : []),
    ...(security ? [`deb ${security.uri} ${suite}-security main`] : []),
  ];
}

async function readEntries(etcApt: string): Promise<Entry[]> {
  const dir = join(etcApt, 'sources.list.d');
  const names = (await readdir(dir).catch(() => [])).sort().map((name) => join(dir, name));
  const entries: Entry[] = [];
  for (const path of [join(etcApt, 'sources.list'), ...names]) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (path.endsWith('.list')) entries.push(...parseOneLine(text));
    if (path.endsWith('.sources')) entries.push(...parseDeb822(text));
  }
  return entries;
}

/** Parses `deb [options] uri suite component…` lines. */
export function parseOneLine(text: string): Entry[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line.replace(/#.*/, ''));
    const [, uri, suite, components] = match ?? [];
    if (!uri || !suite || !components?.split(/\s+/).includes('main')) return [];
    return [{ uri: uri.replace(/\/$/, ''), suites: [suite] }];
  });
}

/** Parses the stanzas of a deb822 `.sources` file. */
export function parseDeb822(text: string): Entry[] {
  const withoutComments = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const words = (field: string) =>
      new RegExp(`^${field}:((?:.*)(?:\\n[ \\t]+.*)*)`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? [];
    if (!words('Types').includes('deb') || words('Enabled')[0]?.toLowerCase() === 'no') return [];
    if (!words('Components').includes('main')) return [];
    return words('URIs').map((uri) => ({ uri: uri.replace(/\/$/, ''), suites: words('Suites') }));
  });
}

async function readTransport(): Promise<Pick<Archive, 'transport' | 'dates'>> {
  const dump = await run(['apt-config', 'dump', '--no-empty', '--format', '%F "%v";%n', 'Acquire'], {
    what: 'Reading the apt configuration',
  });
  const lines = dump.split('\n').filter((line) => line !== '');
  return {
    transport: lines.filter((line) => /^Acquire::(https?|socks|Retries|ForceIPv[46])\b/i.test(line)),
    dates: lines.filter((line) => /^Acquire::(Check-Valid-Until|Check-Date|Min-ValidTime|Max-ValidTime)\b/i.test(line)),
  };
}
