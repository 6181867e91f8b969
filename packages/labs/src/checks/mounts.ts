// Mounts: what an author writes, as with `docker run -v`, and what Docker says.
import { z } from 'zod';
import type { Finding } from './finding.ts';
import { quote, type Sentence, sentence } from './sentence.ts';
import { fits } from './text-match.ts';

const pattern = /^(?:([^:]+):)?(\/[^:]*)(?::(ro|rw))?$/;

export const mountSchema = z
  .string()
  .regex(pattern, 'is no mount, such as data:/var/lib/data, /srv/site:/usr/share/site:ro or /cache');

export type MountAnswer = {
  Type: string;
  Name: string;
  Source: string;
  Destination: string;
  RW?: boolean | null | undefined;
};

/** One finding for each wanted mount; the source is a volume's name or, with a slash, a path of the instance. */
export function mountFindings(seen: readonly MountAnswer[], wanted: readonly string[]): Finding[] {
  return wanted.map((mount) => mountFinding(seen, mount));
}

function mountFinding(seen: readonly MountAnswer[], wanted: string): Finding {
  const [, source, target = '', mode] = pattern.exec(wanted) ?? [];
  const at = quote(target);
  const mount = seen.find(({ Destination }) => Destination === target);
  if (!mount) {
    const nothing = sentence(`nothing is mounted at ${at}`, `rien n’est monté sur ${at}`);
    return { holds: false, difference: nothing, fact: nothing };
  }
  const is = mounted(mount, at);
  const sameSource = source === undefined || fits(source.startsWith('/') ? mount.Source : mount.Name, source);
  if (!sameSource) {
    const other = quote(source ?? '');
    return { holds: false, difference: sentence(`${is.en}, not ${other}`, `${is.fr}, pas ${other}`), fact: is };
  }
  const sameMode = mode === undefined || (mode === 'ro') === (mount.RW !== true);
  const difference =
    mount.RW !== true
      ? sentence(`${at} is mounted read-only`, `${at} est monté en lecture seule`)
      : sentence(`${at} can be written to`, `${at} est ouvert en écriture`);
  return { holds: sameMode, difference, fact: is };
}

function mounted({ Type, Name, Source }: MountAnswer, at: string): Sentence {
  if (Type === 'volume' && /^[0-9a-f]{64}$/.test(Name))
    return sentence(`${at} is an anonymous volume`, `${at} est un volume anonyme`);
  if (Type === 'volume') return sentence(`${at} is the volume ${quote(Name)}`, `${at} est le volume ${quote(Name)}`);
  if (Type === 'bind') return sentence(`${at} is the path ${quote(Source)}`, `${at} est le chemin ${quote(Source)}`);
  return sentence(`${at} is a ${Type || 'mount'}`, `${at} est un montage ${Type}`.trim());
}
