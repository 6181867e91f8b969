// What the Docker Engine says of containers: the fields that checks read, of Docker 20.10 to 29. Every one may be missing.
import { z } from 'zod';

const text = z.string().catch('');
const number = z.number().catch(0);
const texts = z.array(z.string()).nullish().catch(null);
const pairs = z.record(z.string(), z.string()).nullish().catch(null);
const truth = z.boolean().nullish().catch(null);

const portBindings = z
  .record(z.string(), z.array(z.object({ HostIp: text, HostPort: text })).nullable())
  .nullish()
  .catch(null);

export const containerListSchema = z.array(
  z.object({ Id: text, Names: texts, State: text, Status: text, Labels: pairs, Image: text }),
);

export const containerSchema = z.object({
  Id: text,
  Name: text,
  RestartCount: number,
  State: z.object({
    Status: text,
    ExitCode: number,
    OOMKilled: truth,
    Health: z.object({ Status: text }).nullish().catch(null),
  }),
  Config: z.object({
    Image: text,
    Hostname: text,
    User: text,
    WorkingDir: text,
    Cmd: texts,
    Entrypoint: texts,
    Env: texts,
    Labels: pairs,
  }),
  HostConfig: z.object({
    Memory: number,
    NanoCpus: number,
    CpuQuota: number,
    CpuPeriod: number,
    CpuShares: number,
    PidsLimit: z.number().nullish().catch(null),
    Privileged: truth,
    ReadonlyRootfs: truth,
    AutoRemove: truth,
    CapAdd: texts,
    CapDrop: texts,
    SecurityOpt: texts,
    NetworkMode: text,
    PidMode: text,
    RestartPolicy: z.object({ Name: text, MaximumRetryCount: number }).nullish().catch(null),
    PortBindings: portBindings,
    Links: texts,
  }),
  Mounts: z
    .array(z.object({ Type: text, Name: text, Source: text, Destination: text, RW: truth }))
    .nullish()
    .catch(null),
  NetworkSettings: z.object({
    Networks: z
      .record(z.string(), z.object({ IPAddress: text, Aliases: texts, MacAddress: text }))
      .nullish()
      .catch(null),
    Ports: portBindings,
  }),
});

export type ContainerAnswer = z.infer<typeof containerSchema>;
