// Assertions about Compose projects: what their containers are labelled with.
import { z } from 'zod';
import { containerListSchema } from './container-answers.ts';
import { failed, passed, rangeWords, type Verdict } from './finding.ts';
import { type Asking, askDockerList, withFilters } from './requests.ts';
import { quote, sentence } from './sentence.ts';
import { isWithin, rangeSchema, textSchema } from './values.ts';

export const composeAssertionSchema = z.strictObject({
  compose: textSchema.describe('The name of the project: mostly that of its folder.'),
  exists: z.boolean().optional().describe('false: it has no container, not even a stopped one.'),
  services: z
    .union([z.array(textSchema).min(1), z.record(textSchema, rangeSchema)])
    .optional()
    .describe('Services that run: [web, db], or with numbers of containers {web: 2, db: 1}.'),
});
type ComposeAssertion = z.infer<typeof composeAssertionSchema>;

export function* evaluateCompose(assertion: ComposeAssertion, instance: string): Asking<Verdict> {
  const { compose, services, exists } = assertion;
  const path = withFilters('/containers/json?all=true', { label: [`com.docker.compose.project=${compose}`] });
  const list = yield* askDockerList(instance, path, containerListSchema);
  const containers = list.map(({ State, Labels }) => ({
    service: Labels?.['com.docker.compose.service'] ?? '',
    running: State === 'running',
    oneOff: Labels?.['com.docker.compose.oneoff'] === 'True',
  }));
  const project = quote(compose);
  if (exists === false)
    return containers.length === 0
      ? passed
      : failed(sentence(`the project ${project} still has containers`, `le projet ${project} a encore des conteneurs`));
  if (containers.length === 0)
    return failed(sentence(`there is no Compose project ${project}`, `il n’y a pas de projet Compose ${project}`));
  for (const [service, wanted] of wantedServices(services)) {
    const own = containers.filter((container) => container.service === service && !container.oneOff);
    const running = own.filter((container) => container.running).length;
    if (wanted === null ? running > 0 : isWithin(running, wanted)) continue;
    const words = wanted === null ? null : rangeWords(wanted);
    return failed(serviceSentence({ project, service: quote(service), total: own.length, running }, words));
  }
  if (services === undefined && !containers.some(({ running }) => running))
    return failed(sentence(`nothing of the project ${project} runs`, `rien du projet ${project} ne tourne`));
  return passed;
}

function wantedServices(services: ComposeAssertion['services']) {
  if (services === undefined) return [];
  return Array.isArray(services) ? services.map((name) => [name, null] as const) : Object.entries(services);
}

type Seen = { project: string; service: string; total: number; running: number };

function serviceSentence({ project, service, total, running }: Seen, wanted: { en: string; fr: string } | null) {
  if (total === 0 && wanted?.en !== '0')
    return sentence(
      `${project} runs, but without a service ${service}`,
      `${project} tourne, mais sans service ${service}`,
    );
  if (wanted === null)
    return sentence(
      `the service ${service} of ${project} is there, but does not run`,
      `le service ${service} de ${project} est là, mais ne tourne pas`,
    );
  return sentence(
    `the service ${service} of ${project} has ${running} running ${running === 1 ? 'container' : 'containers'}, not ${wanted.en}`,
    `le service ${service} de ${project} a ${running} ${running > 1 ? 'conteneurs' : 'conteneur'} en marche, pas ${wanted.fr}`,
  );
}
