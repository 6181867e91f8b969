// Assertions about volumes, their content included.
import { z } from 'zod';
import { compared, type Finding, flagged, type Verdict } from './finding.ts';
import { pairFindings } from './pairs.ts';
import { type Asking, askDockerList, askExec, withFilters } from './requests.ts';
import { quote, sentence } from './sentence.ts';
import { fits, holdsText } from './text-match.ts';
import { type Candidate, existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { pairsSchema, textSchema } from './values.ts';

const volumeConditions = {
  driver: textSchema.optional(),
  labels: pairsSchema.optional(),
  options: pairsSchema.optional().describe('Options of the driver.'),
  inUse: z.boolean().optional().describe('Whether a container has it mounted, running or not.'),
  files: z
    .record(
      z.string().regex(/^(?!\/)(?!(.*\/)?\.\.(\/|$)).{1,500}$/, 'is a path within the volume'),
      z.union([z.string().max(2000), z.boolean()]),
    )
    .optional()
    .describe('Files in it: a text that the file holds, true for any content, false for no such file.'),
};

export const volumeAssertionSchema = z.strictObject({
  volume: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
  ...negatable(volumeConditions),
});
type VolumeAssertion = z.infer<typeof volumeAssertionSchema>;
type Conditions = z.infer<z.ZodObject<typeof volumeConditions>>;

const text = z.string().catch('');
const pairs = z.record(z.string(), z.string()).nullish().catch(null);
const volumeSchema = z.object({ Name: text, Driver: text, Mountpoint: text, Labels: pairs, Options: pairs });
type VolumeAnswer = z.infer<typeof volumeSchema>;
const listSchema = z.object({ Volumes: z.array(volumeSchema).nullish() });

const noun: Noun = {
  one: sentence('volume', 'volume'),
  many: sentence('volumes', 'volumes'),
  some: sentence('a volume', 'un volume'),
  none: sentence('no volume', 'pas de volume'),
};

export function* evaluateVolume(assertion: VolumeAssertion, instance: string): Asking<Verdict> {
  const list = yield* askDockerList(instance, '/volumes', listSchema);
  const volumes = (list.Volumes ?? []).filter(({ Name }) => fits(Name, assertion.volume)).slice(0, 32);
  const candidates: Candidate[] = [];
  for (const volume of volumes)
    candidates.push({
      name: volume.Name,
      state: existing,
      findings: yield* volumeFindings(instance, volume, assertion),
      unwanted: yield* volumeFindings(instance, volume, assertion.not ?? {}),
    });
  return judge(noun, { pattern: assertion.volume, exists: assertion.exists, count: assertion.count }, candidates);
}

function* volumeFindings(instance: string, volume: VolumeAnswer, wanted: Conditions): Asking<Finding[]> {
  const findings: Finding[] = [];
  const { Driver } = volume;
  if (wanted.driver !== undefined)
    findings.push(compared(sentence('its driver', 'son pilote'), Driver, wanted.driver, fits(Driver, wanted.driver)));
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), volume.Labels ?? {}, wanted.labels));
  findings.push(...pairFindings(sentence('the option', 'l’option'), volume.Options ?? {}, wanted.options));
  if (wanted.inUse !== undefined) {
    const path = withFilters('/containers/json?all=true', { volume: [volume.Name] });
    const users = yield* askDockerList(instance, path, z.array(z.unknown()));
    const used = users.length > 0;
    const yes = sentence('a container has it mounted', 'un conteneur l’a monté');
    findings.push(
      flagged(used, wanted.inUse, yes, sentence('no container has it mounted', 'aucun conteneur ne l’a monté')),
    );
  }
  for (const [path, content] of Object.entries(wanted.files ?? {}))
    findings.push(yield* fileFinding(instance, volume, path, content));
  return findings;
}

function* fileFinding(
  instance: string,
  { Mountpoint }: VolumeAnswer,
  path: string,
  wanted: string | boolean,
): Asking<Finding> {
  const seen = yield* askExec(instance, ['head', '-c', '65536', '--', `${Mountpoint}/${path}`]);
  const there = sentence(`there is a file ${quote(path)} in it`, `il contient un fichier ${quote(path)}`);
  const missing = sentence(`there is no file ${quote(path)} in it`, `il ne contient pas de fichier ${quote(path)}`);
  if (typeof wanted === 'boolean') return flagged(seen !== null, wanted, there, missing);
  const holds = seen !== null && holdsText(seen, wanted);
  const other = sentence(
    `its file ${quote(path)} does not hold ${quote(wanted)}`,
    `son fichier ${quote(path)} ne contient pas ${quote(wanted)}`,
  );
  const fact = sentence(
    `its file ${quote(path)} holds ${quote(wanted)}`,
    `son fichier ${quote(path)} contient ${quote(wanted)}`,
  );
  return { holds, difference: seen === null ? missing : other, fact };
}
