// What each condition on a container finds in what the engine says of it.
import type { z } from 'zod';
import type { ContainerAnswer } from './container-answers.ts';
import type { containerConditions } from './container-conditions.ts';
import { compared, counted, type Finding, flagged, sized } from './finding.ts';
import { memberFindings } from './members.ts';
import { mountFindings } from './mounts.ts';
import { environmentOf, pairFindings } from './pairs.ts';
import { portFindings, publishedOf } from './ports.ts';
import { around, counting, quote, quoteList, type Sentence, sentence } from './sentence.ts';
import { fits, isImage } from './text-match.ts';
import { listOf } from './values.ts';

type Conditions = z.infer<z.ZodObject<typeof containerConditions>>;

/** In the order in which a student would mend them: state first. Logs are asked for apart. */
export function containerFindings(container: ContainerAnswer, wanted: Conditions): Finding[] {
  return [
    ...stateFindings(container, wanted),
    ...programFindings(container, wanted),
    ...networkFindings(container, wanted),
    ...mountFindings(container.Mounts ?? [], wanted.mounts ?? []),
    ...limitFindings(container, wanted),
    ...rightFindings(container, wanted),
  ];
}

const states: Record<string, Sentence> = {
  created: sentence('it has never been started', 'il n’a jamais été démarré'),
  running: sentence('it is running', 'il tourne'),
  paused: sentence('it is paused', 'il est en pause'),
  restarting: sentence('it keeps restarting', 'il redémarre sans cesse'),
  exited: sentence('it has stopped', 'il est arrêté'),
  dead: sentence('it is dead', 'il est mort'),
};

function stateFindings({ State, RestartCount, HostConfig }: ContainerAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  if (wanted.state !== undefined) findings.push(stateFinding(State, wanted.state));
  if (wanted.health !== undefined) {
    const label = sentence('its health', 'son état de santé');
    const health = State.Health?.Status ?? 'none';
    findings.push(compared(label, health, wanted.health, health === wanted.health));
  }
  if (wanted.exitCode !== undefined)
    findings.push(
      counted((n) => sentence(`it exited with ${n}`, `son code de sortie est ${n}`), State.ExitCode, wanted.exitCode),
    );
  if (wanted.restarts !== undefined)
    findings.push(
      counted(
        (n) =>
          around(
            sentence('it was restarted ', 'il a été redémarré '),
            counting(n, ['time', 'times'], ['fois', 'fois']),
          ),
        RestartCount,
        wanted.restarts,
      ),
    );
  if (wanted.restartPolicy !== undefined) {
    const policy = HostConfig.RestartPolicy?.Name || 'no';
    const label = sentence('its restart policy', 'sa politique de redémarrage');
    findings.push(compared(label, policy, wanted.restartPolicy, policy === wanted.restartPolicy));
  }
  return findings;
}

function stateFinding({ Status, ExitCode, OOMKilled }: ContainerAnswer['State'], wanted: string): Finding {
  const seen = states[Status] ?? sentence(`its state is ${quote(Status)}`, `son état est ${quote(Status)}`);
  if (Status === 'exited' && wanted === 'running' && (ExitCode !== 0 || OOMKilled)) {
    const difference = OOMKilled
      ? sentence('it was killed for lack of memory', 'il a été tué faute de mémoire')
      : sentence(`it has stopped, with exit code ${ExitCode}`, `il est arrêté, avec le code de sortie ${ExitCode}`);
    return { holds: false, difference, fact: seen };
  }
  return { holds: Status === wanted, difference: seen, fact: seen };
}

function programFindings({ Config }: ContainerAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  if (wanted.image !== undefined) {
    const holds = isImage(Config.Image, wanted.image);
    findings.push(compared(sentence('its image', 'son image'), Config.Image, wanted.image, holds));
  }
  const lines = {
    command: [sentence('its command', 'sa commande'), Config.Cmd?.join(' ') ?? ''],
    entrypoint: [sentence('its entrypoint', 'son point d’entrée'), Config.Entrypoint?.join(' ') ?? ''],
    workdir: [sentence('its working directory', 'son répertoire de travail'), Config.WorkingDir],
    user: [sentence('its user', 'son utilisateur'), Config.User],
    hostname: [sentence('its host name', 'son nom d’hôte'), Config.Hostname],
  } as const;
  for (const key of ['command', 'entrypoint', 'workdir', 'user', 'hostname'] as const) {
    const value = wanted[key];
    const [label, seen] = lines[key];
    if (value !== undefined) findings.push(compared(label, seen, value, fits(seen, value)));
  }
  const variable = sentence('the variable', 'la variable');
  findings.push(...pairFindings(variable, environmentOf(Config.Env ?? []), wanted.env));
  findings.push(...pairFindings(sentence('the label', 'l’étiquette'), Config.Labels ?? {}, wanted.labels));
  return findings;
}

function networkFindings({ NetworkSettings, HostConfig, State }: ContainerAnswer, wanted: Conditions): Finding[] {
  const seen = Object.keys(NetworkSettings.Networks ?? {});
  const listed = quoteList(seen);
  const on =
    seen.length === 0 ? sentence('on no network', 'sur aucun réseau') : sentence(`on ${listed.en}`, `sur ${listed.fr}`);
  const networks = listOf(wanted.networks).map((network) => ({
    holds: seen.some((there) => fits(there, network)),
    difference: sentence(`${on.en}, not on ${quote(network)}`, `${on.fr}, pas sur ${quote(network)}`),
    fact: sentence(`on ${quote(network)}`, `sur ${quote(network)}`),
  }));
  // A stopped container has no ports any more, only what it was asked to publish.
  const bindings = State.Status === 'running' ? NetworkSettings.Ports : HostConfig.PortBindings;
  return [...networks, ...portFindings(publishedOf(bindings), wanted.ports ?? [])];
}

function limitFindings({ HostConfig }: ContainerAnswer, wanted: Conditions): Finding[] {
  const findings: Finding[] = [];
  const { Memory, NanoCpus, CpuQuota, CpuPeriod, PidsLimit } = HostConfig;
  if (wanted.memory !== undefined) {
    const label = (size: string) =>
      Memory === 0
        ? sentence('it has no memory limit', 'il n’a pas de limite de mémoire')
        : sentence(`its memory limit is ${size}`, `sa limite de mémoire est ${size}`);
    findings.push(limited(Memory, sized(label, Memory, wanted.memory)));
  }
  if (wanted.cpus !== undefined) {
    const cpus = NanoCpus > 0 ? NanoCpus / 1e9 : CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : 0;
    const label = (n: string) =>
      cpus === 0
        ? sentence('its processor time is not limited', 'son temps de processeur n’est pas limité')
        : sentence(`its limit of processors is ${n}`, `sa limite de processeurs est ${n}`);
    findings.push(limited(cpus, counted(label, cpus, wanted.cpus)));
  }
  if (wanted.pids !== undefined) {
    const pids = Math.max(PidsLimit ?? 0, 0);
    const label = (n: string) =>
      pids === 0
        ? sentence('its processes are not limited', 'ses processus ne sont pas limités')
        : sentence(`its limit of processes is ${n}`, `sa limite de processus est ${n}`);
    findings.push(limited(pids, counted(label, pids, wanted.pids)));
  }
  return findings;
}

/** No limit at all is never "at most so much". */
function limited(seen: number, finding: Finding): Finding {
  return seen === 0 ? { ...finding, holds: false, difference: finding.fact } : finding;
}

function rightFindings({ HostConfig }: ContainerAnswer, wanted: Conditions): Finding[] {
  const findings = flags.flatMap(({ key, seen, yes, no }) => {
    const value = wanted[key];
    return value === undefined ? [] : [flagged(seen(HostConfig) === true, value, yes, no)];
  });
  for (const { key, seen, words } of lists) {
    const strip = (name: string) => (key === 'securityOptions' ? name : name.toUpperCase().replace(/^CAP_/, ''));
    findings.push(...memberFindings(words, (seen(HostConfig) ?? []).map(strip), listOf(wanted[key]).map(strip)));
  }
  if (wanted.pidMode !== undefined) {
    const label = sentence('its pid namespace', 'son espace de noms pid');
    findings.push(compared(label, HostConfig.PidMode, wanted.pidMode, fits(HostConfig.PidMode, wanted.pidMode)));
  }
  return findings;
}

type HostConfig = ContainerAnswer['HostConfig'];

const flags = [
  {
    key: 'privileged',
    seen: (config: HostConfig) => config.Privileged,
    yes: sentence('it is privileged', 'il est privilégié'),
    no: sentence('it is not privileged', 'il n’est pas privilégié'),
  },
  {
    key: 'readOnly',
    seen: (config: HostConfig) => config.ReadonlyRootfs,
    yes: sentence('its root is read-only', 'sa racine est en lecture seule'),
    no: sentence('its root can be written to', 'sa racine est ouverte en écriture'),
  },
  {
    key: 'autoRemove',
    seen: (config: HostConfig) => config.AutoRemove,
    yes: sentence('it goes when it ends', 'il disparaît quand il se termine'),
    no: sentence('it stays when it ends', 'il reste quand il se termine'),
  },
] as const;

const lists = [
  {
    key: 'capAdd',
    seen: (config: HostConfig) => config.CapAdd,
    words: {
      has: sentence('it was given', 'il a reçu'),
      nothing: sentence('it was given no capability', 'il n’a reçu aucune capacité'),
    },
  },
  {
    key: 'capDrop',
    seen: (config: HostConfig) => config.CapDrop,
    words: {
      has: sentence('it was denied', 'il est privé de'),
      nothing: sentence('no capability was dropped', 'aucune capacité ne lui a été retirée'),
    },
  },
  {
    key: 'securityOptions',
    seen: (config: HostConfig) => config.SecurityOpt,
    words: {
      has: sentence('its security options are', 'ses options de sécurité sont'),
      nothing: sentence('it has no security option', 'il n’a aucune option de sécurité'),
    },
  },
] as const;
