// Assertions about networks.
import { z } from 'zod';
import { compared, type Finding, flagged, type Verdict } from './finding.ts';
import { memberFindings } from './members.ts';
import { pairFindings } from './pairs.ts';
import { type Asking, askDockerAll, askDockerList, pathOf } from './requests.ts';
import { sentence } from './sentence.ts';
import { fits } from './text-match.ts';
import { existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { listOf, pairsSchema, textSchema, textsSchema } from './values.ts';

const networkConditions = {
  driver: textSchema.optional().describe('bridge, host, none, macvlan, ipvlan, overlay.'),
  scope: z.enum(['local', 'global', 'swarm']).optional(),
  subnet: textSchema.optional().describe('Such as 10.5.0.0/24; * stands for anything.'),
  gateway: textSchema.optional(),
  internal: z.boolean().optional().describe('Whether it has no way out.'),
  attachable: z.boolean().optional().describe('Whether containers outside services may join an overlay.'),
  members: textsSchema.optional().describe('Containers on it; of an overlay, those of this instance.'),
  options: pairsSchema.optional().describe('Options of the driver, such as parent of macvlan.'),
  labels: pairsSchema.optional(),
};

export const networkAssertionSchema = z.strictObject({
  network: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
  ...negatable(networkConditions),
});
type NetworkAssertion = z.infer<typeof networkAssertionSchema>;
type Conditions = z.infer<z.ZodObject<typeof networkConditions>>;

const text = z.string().catch('');
const pairs = z.record(z.string(), z.string()).nullish().catch(null);
const truth = z.boolean().nullish().catch(null);
const networkSchema = z.object({
  Name: text,
  Driver: text,
  Scope: text,
  Internal: truth,
  Attachable: truth,
  IPAM: z
    .object({
      Config: z
        .array(z.object({ Subnet: text, Gateway: text }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  Containers: z
    .record(z.string(), z.object({ Name: text }))
    .nullish()
    .catch(null),
  Options: pairs,
  Labels: pairs,
});
type NetworkAnswer = z.infer<typeof networkSchema>;

const noun: Noun = {
  one: sentence('network', 'réseau'),
  many: sentence('networks', 'réseaux'),
  some: sentence('a network', 'un réseau'),
  none: sentence('no network', 'pas de réseau'),
};

export function* evaluateNetwork(assertion: NetworkAssertion, instance: string): Asking<Verdict> {
  // By the list, because asking for a name finds beginnings of ids, too; the members are only told one by one.
  const list = yield* askDockerList(instance, '/networks', z.array(z.object({ Id: text, Name: text })));
  const ids = list.filter(({ Name }) => fits(Name, assertion.network)).slice(0, 32);
  const replies = yield* askDockerAll(
    instance,
    ids.map(({ Id }) => `/networks/${pathOf(Id)}`),
    networkSchema,
  );
  const candidates = replies.flatMap((reply) =>
    reply.type === 'found'
      ? [
          {
            name: reply.body.Name,
            state: existing,
            findings: networkFindings(reply.body, assertion),
            unwanted: networkFindings(reply.body, assertion.not ?? {}),
          },
        ]
      : [],
  );
  return judge(noun, { pattern: assertion.network, exists: assertion.exists, count: assertion.count }, candidates);
}

function networkFindings(network: NetworkAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  const pools = network.IPAM?.Config ?? [];
  const lines = [
    ['driver', 'its driver', 'son pilote', [network.Driver]],
    ['scope', 'its scope', 'sa portée', [network.Scope]],
    ['subnet', 'its subnet', 'son sous-réseau', pools.map(({ Subnet }) => Subnet)],
    ['gateway', 'its gateway', 'sa passerelle', pools.map(({ Gateway }) => Gateway)],
  ] as const;
  for (const [key, en, fr, seen] of lines) {
    const value = wanted[key];
    if (value === undefined) continue;
    findings.push(
      compared(
        sentence(en, fr),
        seen.join(', '),
        value,
        seen.some((there) => fits(there, value)),
      ),
    );
  }
  if (wanted.internal !== undefined)
    findings.push(
      flagged(
        network.Internal === true,
        wanted.internal,
        sentence('it is internal: there is no way out', 'il est interne : rien n’en sort'),
        sentence('it has a way out', 'il a une sortie'),
      ),
    );
  if (wanted.attachable !== undefined)
    findings.push(
      flagged(
        network.Attachable === true,
        wanted.attachable,
        sentence('containers may join it by themselves', 'des conteneurs seuls peuvent le rejoindre'),
        sentence('only services may join it', 'seuls des services peuvent le rejoindre'),
      ),
    );
  const on = { has: sentence('on it are', 'on y trouve'), nothing: sentence('nobody is on it', 'personne n’y est') };
  const members = Object.values(network.Containers ?? {}).map(({ Name }) => Name);
  findings.push(...memberFindings(on, members, listOf(wanted.members)));
  findings.push(...pairFindings(sentence('the option', 'l’option'), network.Options ?? {}, wanted.options));
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), network.Labels ?? {}, wanted.labels));
  return findings;
}
