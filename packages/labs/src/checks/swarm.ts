// Assertions about a swarm: whether there is one, its nodes, secrets and configs.
import { z } from 'zod';
import { compared, counted, type Finding, failed, passed, type Verdict } from './finding.ts';
import { pairFindings } from './pairs.ts';
import { type Asking, askDocker, askDockerList } from './requests.ts';
import { around, counting, quote, type Sentence, sentence } from './sentence.ts';
import { noManager } from './service.ts';
import { fits } from './text-match.ts';
import { existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { pairsSchema, rangeSchema, textSchema } from './values.ts';

export const swarmAssertionSchema = z.strictObject({
  swarm: z.enum(['manager', 'worker', 'inactive']).describe('What the engine of the instance is in a swarm.'),
  managers: rangeSchema.optional().describe('How many managers the swarm has; only managers know.'),
  nodes: rangeSchema.optional().describe('How many nodes the swarm has; only managers know.'),
});

const infoSchema = z.object({
  Swarm: z
    .object({
      LocalNodeState: z.string().catch(''),
      ControlAvailable: z.boolean().catch(false),
      Managers: z.number().nullish().catch(0),
      Nodes: z.number().nullish().catch(0),
    })
    .catch({ LocalNodeState: '', ControlAvailable: false, Managers: 0, Nodes: 0 }),
});

export function* evaluateSwarm(assertion: z.infer<typeof swarmAssertionSchema>, instance: string): Asking<Verdict> {
  const info = yield* askDockerList(instance, '/info', infoSchema);
  const { LocalNodeState, ControlAvailable, Managers, Nodes } = info.Swarm;
  const name = quote(instance);
  const role = LocalNodeState !== 'active' ? 'inactive' : ControlAvailable ? 'manager' : 'worker';
  const is = {
    inactive: sentence(`${name} is in no swarm`, `${name} n’est dans aucun swarm`),
    manager: sentence(`${name} is a manager of a swarm`, `${name} est manager d’un swarm`),
    worker: sentence(`${name} is a worker of a swarm`, `${name} est worker d’un swarm`),
  };
  if (role !== assertion.swarm) return failed(is[role]);
  const findings: Finding[] = [];
  if (assertion.managers !== undefined)
    findings.push(
      counted(
        (n) => has(counting(n, ['manager', 'managers'], ['manager', 'managers'])),
        Managers ?? 0,
        assertion.managers,
      ),
    );
  if (assertion.nodes !== undefined)
    findings.push(counted((n) => has(counting(n, ['node', 'nodes'], ['nœud', 'nœuds'])), Nodes ?? 0, assertion.nodes));
  const fault = findings.find(({ holds }) => !holds)?.difference;
  return fault ? failed(sentence(`there is a swarm, but ${fault.en}`, `il y a un swarm, mais ${fault.fr}`)) : passed;
}

function has(what: Sentence): Sentence {
  return around(sentence('it has ', 'il a '), what);
}

const nodeConditions = {
  role: z.enum(['manager', 'worker']).optional(),
  availability: z.enum(['active', 'pause', 'drain']).optional(),
  state: z.enum(['ready', 'down', 'disconnected', 'unknown']).optional(),
  leader: z.boolean().optional(),
  labels: pairsSchema.optional(),
};

export const nodeAssertionSchema = z.strictObject({
  node: textSchema.describe('Its host name; * stands for anything. Asked of a manager.'),
  ...thingKeys,
  ...negatable(nodeConditions),
});
type NodeConditions = z.infer<z.ZodObject<typeof nodeConditions>>;

const text = z.string().catch('');
const nodeListSchema = z.array(
  z.object({
    Spec: z.object({
      Role: text,
      Availability: text,
      Labels: z.record(z.string(), z.string()).nullish().catch(null),
    }),
    Description: z.object({ Hostname: text }),
    Status: z.object({ State: text }),
    ManagerStatus: z
      .object({ Leader: z.boolean().nullish().catch(false) })
      .nullish()
      .catch(null),
  }),
);

const nodeNoun: Noun = {
  one: sentence('node', 'nœud'),
  many: sentence('nodes', 'nœuds'),
  some: sentence('a node', 'un nœud'),
  none: sentence('no node', 'pas de nœud'),
};

export function* evaluateNode(assertion: z.infer<typeof nodeAssertionSchema>, instance: string): Asking<Verdict> {
  const reply = yield* askDocker(instance, '/nodes', nodeListSchema);
  if (reply.type === 'missing') return noManager(instance, assertion.exists === false);
  const candidates = reply.body
    .filter(({ Description }) => fits(Description.Hostname, assertion.node))
    .map((node) => ({
      name: node.Description.Hostname,
      state: existing,
      findings: nodeFindings(node, assertion),
      unwanted: nodeFindings(node, assertion.not ?? {}),
    }));
  return judge(nodeNoun, { pattern: assertion.node, exists: assertion.exists, count: assertion.count }, candidates);
}

function nodeFindings(node: z.infer<typeof nodeListSchema>[number], wanted: NodeConditions): Finding[] {
  const findings: Finding[] = [];
  const lines = [
    ['role', 'its role', 'son rôle', node.Spec.Role],
    ['availability', 'its availability', 'sa disponibilité', node.Spec.Availability],
    ['state', 'its state', 'son état', node.Status.State],
  ] as const;
  for (const [key, en, fr, seen] of lines) {
    const value = wanted[key];
    if (value !== undefined) findings.push(compared(sentence(en, fr), seen, value, seen === value));
  }
  if (wanted.leader !== undefined) {
    const leads = node.ManagerStatus?.Leader === true;
    const is = leads
      ? sentence('it leads', 'il est le meneur')
      : sentence('it does not lead', 'il n’est pas le meneur');
    findings.push({ holds: leads === wanted.leader, difference: is, fact: is });
  }
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), node.Spec.Labels ?? {}, wanted.labels));
  return findings;
}

export const secretAssertionSchema = z.strictObject({
  secret: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
});

export const configAssertionSchema = z.strictObject({
  config: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
});

const secretNoun: Noun = {
  one: sentence('secret', 'secret'),
  many: sentence('secrets', 'secrets'),
  some: sentence('a secret', 'un secret'),
  none: sentence('no secret', 'pas de secret'),
};

const configNoun: Noun = {
  one: sentence('config', 'config'),
  many: sentence('configs', 'configs'),
  some: sentence('a config', 'une config'),
  none: sentence('no config', 'pas de config'),
};

export function evaluateSecret(assertion: z.infer<typeof secretAssertionSchema>, instance: string) {
  return evaluateNamed('/secrets', secretNoun, { ...assertion, pattern: assertion.secret }, instance);
}

export function evaluateConfig(assertion: z.infer<typeof configAssertionSchema>, instance: string) {
  return evaluateNamed('/configs', configNoun, { ...assertion, pattern: assertion.config }, instance);
}

type Named = { pattern: string; exists?: boolean | undefined; count?: z.infer<typeof rangeSchema> | undefined };

function* evaluateNamed(path: string, noun: Noun, wanted: Named, instance: string): Asking<Verdict> {
  const reply = yield* askDocker(instance, path, z.array(z.object({ Spec: z.object({ Name: text }) })));
  if (reply.type === 'missing') return noManager(instance, wanted.exists === false);
  const names = reply.body.map(({ Spec }) => Spec.Name).filter((name) => fits(name, wanted.pattern));
  const candidates = names.map((name) => ({ name, state: existing, findings: [], unwanted: [] }));
  return judge(noun, wanted, candidates);
}
