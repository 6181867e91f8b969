// Assertions about services of a swarm, and about the stacks that group them.
import { z } from 'zod';
import { compared, counted, type Finding, failed, passed, sized, type Verdict } from './finding.ts';
import { memberFindings } from './members.ts';
import { environmentOf, pairFindings } from './pairs.ts';
import { portFindings, publishedPortSchema } from './ports.ts';
import { type Asking, askDocker, askDockerList, withFilters } from './requests.ts';
import { around, counting, quote, type Sentence, sentence } from './sentence.ts';
import { type ServiceAnswer, serviceListSchema } from './service-answers.ts';
import { fits, isImage } from './text-match.ts';
import { existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { listOf, pairsSchema, rangeSchema, sizeRangeSchema, textSchema, textsSchema } from './values.ts';

const serviceConditions = {
  running: rangeSchema.optional().describe('Tasks that run.'),
  replicas: rangeSchema.optional().describe('Tasks that are wanted.'),
  mode: z.enum(['replicated', 'global']).optional(),
  image: textSchema.optional().describe('Without a tag any tag will do.'),
  command: textSchema.optional().describe('Its arguments in one line; * stands for anything.'),
  env: pairsSchema.optional(),
  labels: pairsSchema.optional(),
  ports: z.array(publishedPortSchema).min(1).optional().describe('As with -p: 80, "8080:80".'),
  networks: textsSchema.optional(),
  secrets: textsSchema.optional(),
  configs: textsSchema.optional(),
  constraints: textsSchema.optional().describe('Of its placement, such as "node.role == worker".'),
  memory: sizeRangeSchema.optional(),
  updateState: z.enum(['updating', 'paused', 'completed', 'rollback_started', 'rollback_completed']).optional(),
  updateParallelism: rangeSchema.optional(),
};

export const serviceAssertionSchema = z.strictObject({
  service: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
  ...negatable(serviceConditions),
});
type ServiceAssertion = z.infer<typeof serviceAssertionSchema>;
type Conditions = z.infer<z.ZodObject<typeof serviceConditions>>;

const noun: Noun = {
  one: sentence('service', 'service'),
  many: sentence('services', 'services'),
  some: sentence('a service', 'un service'),
  none: sentence('no service', 'pas de service'),
};

export function* evaluateService(assertion: ServiceAssertion, instance: string): Asking<Verdict> {
  const reply = yield* askDocker(instance, '/services?status=true', serviceListSchema);
  if (reply.type === 'missing') return noManager(instance, assertion.exists === false);
  const names = yield* networkNames(assertion.networks ?? assertion.not?.networks, instance);
  const candidates = reply.body
    .filter(({ Spec }) => fits(Spec.Name, assertion.service))
    .map((service) => ({
      name: service.Spec.Name,
      state: existing,
      findings: serviceFindings(service, assertion, names),
      unwanted: serviceFindings(service, assertion.not ?? {}, names),
    }));
  return judge(noun, { pattern: assertion.service, exists: assertion.exists, count: assertion.count }, candidates);
}

/** An engine that is no manager of a swarm refuses all questions about services and nodes. */
export function noManager(instance: string, absenceWanted: boolean): Verdict {
  if (absenceWanted) return passed;
  const name = quote(instance);
  return failed(sentence(`${name} is no manager of a swarm`, `${name} n’est manager d’aucun swarm`));
}

/** Services know networks by id only. */
function* networkNames(wanted: unknown, instance: string): Asking<Map<string, string>> {
  if (wanted === undefined) return new Map();
  const list = yield* askDockerList(instance, '/networks', z.array(z.object({ Id: z.string(), Name: z.string() })));
  return new Map(list.map(({ Id, Name }) => [Id, Name]));
}

function serviceFindings(service: ServiceAnswer, wanted: Conditions, networks: Map<string, string>): Finding[] {
  const { Spec, ServiceStatus, UpdateStatus } = service;
  const findings: Finding[] = [];
  if (wanted.replicas !== undefined) {
    const replicas = Spec.Mode.Replicated?.Replicas ?? ServiceStatus?.DesiredTasks ?? 0;
    findings.push(counted((n) => around(sentence('it wants ', 'il veut '), tasks(n)), replicas, wanted.replicas));
  }
  if (wanted.running !== undefined) {
    const running = ServiceStatus?.RunningTasks ?? 0;
    findings.push(
      counted(
        (n) => around(sentence('it has ', 'il a '), tasks(n), sentence(' running', ' en marche')),
        running,
        wanted.running,
      ),
    );
  }
  if (wanted.mode !== undefined) {
    const mode = Spec.Mode.Replicated ? 'replicated' : 'global';
    findings.push(compared(sentence('its mode', 'son mode'), mode, wanted.mode, mode === wanted.mode));
  }
  if (wanted.updateState !== undefined) {
    const state = UpdateStatus?.State ?? '';
    findings.push(
      compared(sentence('its update', 'sa mise à jour'), state, wanted.updateState, state === wanted.updateState),
    );
  }
  if (wanted.updateParallelism !== undefined) {
    const label = (n: string) =>
      around(sentence('it updates ', 'il met à jour '), tasks(n), sentence(' at a time', ' à la fois'));
    findings.push(counted(label, Spec.UpdateConfig?.Parallelism ?? 1, wanted.updateParallelism));
  }
  return [...findings, ...taskFindings(service, wanted), ...reachFindings(service, wanted, networks)];
}

function tasks(number: string): Sentence {
  return counting(number, ['task', 'tasks'], ['tâche', 'tâches']);
}

function taskFindings({ Spec }: ServiceAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  const container = Spec.TaskTemplate.ContainerSpec;
  if (wanted.image !== undefined) {
    const image = container?.Image.replace(/@sha256:[0-9a-f]+$/, '') ?? '';
    findings.push(compared(sentence('its image', 'son image'), image, wanted.image, isImage(image, wanted.image)));
  }
  if (wanted.command !== undefined) {
    const command = container?.Args?.join(' ') ?? '';
    findings.push(
      compared(sentence('its command', 'sa commande'), command, wanted.command, fits(command, wanted.command)),
    );
  }
  findings.push(
    ...pairFindings(sentence('the variable', 'la variable'), environmentOf(container?.Env ?? []), wanted.env),
  );
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), Spec.Labels ?? {}, wanted.labels));
  const bytes = Spec.TaskTemplate.Resources?.Limits?.MemoryBytes ?? 0;
  if (wanted.memory !== undefined) {
    const finding = sized(
      (size) => sentence(`its memory limit is ${size}`, `sa limite de mémoire est ${size}`),
      bytes,
      wanted.memory,
    );
    const none = sentence('it has no memory limit', 'il n’a pas de limite de mémoire');
    findings.push(bytes === 0 ? { holds: false, difference: none, fact: none } : finding);
  }
  return findings;
}

function reachFindings(
  { Spec, Endpoint }: ServiceAnswer,
  wanted: Conditions,
  networks: Map<string, string>,
): Finding[] {
  const { ContainerSpec, Placement, Networks } = Spec.TaskTemplate;
  const published = (Endpoint?.Ports ?? []).map(({ Protocol, TargetPort, PublishedPort }) => ({
    address: '',
    host: String(PublishedPort),
    container: String(TargetPort),
    protocol: Protocol,
  }));
  const lists = [
    [
      'networks',
      (Networks ?? []).map(({ Target }) => networks.get(Target) ?? Target),
      'it is on',
      'il est sur',
      'it is on no network',
      'il n’est sur aucun réseau',
    ],
    [
      'secrets',
      (ContainerSpec?.Secrets ?? []).map(({ SecretName }) => SecretName),
      'its secrets are',
      'ses secrets sont',
      'it has no secret',
      'il n’a aucun secret',
    ],
    [
      'configs',
      (ContainerSpec?.Configs ?? []).map(({ ConfigName }) => ConfigName),
      'its configs are',
      'ses configs sont',
      'it has no config',
      'il n’a aucune config',
    ],
    [
      'constraints',
      (Placement?.Constraints ?? []).map(packed),
      'its constraints are',
      'ses contraintes sont',
      'it may run anywhere',
      'il peut tourner partout',
    ],
  ] as const;
  const members = lists.flatMap(([key, seen, has, a, nothing, rien]) =>
    memberFindings({ has: sentence(has, a), nothing: sentence(nothing, rien) }, seen, listOf(wanted[key]).map(packed)),
  );
  return [...portFindings(published, wanted.ports ?? []), ...members];
}

/** Constraints may be written with and without blanks. */
function packed(text: string): string {
  return text.replace(/\s*(==|!=)\s*/g, '$1');
}

export const stackAssertionSchema = z.strictObject({
  stack: textSchema.describe('Its name.'),
  exists: z.boolean().optional().describe('false: it has no service.'),
  services: textsSchema.optional().describe('Services of it, without the name of the stack, whose tasks all run.'),
});

export function* evaluateStack(assertion: z.infer<typeof stackAssertionSchema>, instance: string): Asking<Verdict> {
  const path = withFilters('/services?status=true', { label: [`com.docker.stack.namespace=${assertion.stack}`] });
  const reply = yield* askDocker(instance, path, serviceListSchema);
  if (reply.type === 'missing') return noManager(instance, assertion.exists === false);
  const stack = quote(assertion.stack);
  if (assertion.exists === false)
    return reply.body.length === 0
      ? passed
      : failed(sentence(`the stack ${stack} still has services`, `la pile ${stack} a encore des services`));
  if (reply.body.length === 0) return failed(sentence(`there is no stack ${stack}`, `il n’y a pas de pile ${stack}`));
  for (const name of listOf(assertion.services)) {
    const service = reply.body.find(({ Spec }) => Spec.Name === `${assertion.stack}_${name}`);
    if (!service)
      return failed(
        sentence(
          `${stack} exists, but without a service ${quote(name)}`,
          `${stack} existe, mais sans service ${quote(name)}`,
        ),
      );
    const { RunningTasks, DesiredTasks } = service.ServiceStatus ?? { RunningTasks: 0, DesiredTasks: 1 };
    if (RunningTasks < DesiredTasks || RunningTasks === 0)
      return failed(
        sentence(
          `the service ${quote(name)} of ${stack} has ${RunningTasks} of ${DesiredTasks} tasks running`,
          `le service ${quote(name)} de ${stack} a ${RunningTasks} tâches en marche sur ${DesiredTasks}`,
        ),
      );
  }
  return passed;
}
