// What a swarm's manager says of services: the fields that checks read, of Docker 20.10 to 29.
import { z } from 'zod';

const text = z.string().catch('');
const number = z.number().catch(0);
const texts = z.array(z.string()).nullish().catch(null);
const pairs = z.record(z.string(), z.string()).nullish().catch(null);

export const serviceListSchema = z.array(
  z.object({
    ID: text,
    Spec: z.object({
      Name: text,
      Labels: pairs,
      TaskTemplate: z.object({
        ContainerSpec: z
          .object({
            Image: text,
            Env: texts,
            Args: texts,
            Secrets: z
              .array(z.object({ SecretName: text }))
              .nullish()
              .catch(null),
            Configs: z
              .array(z.object({ ConfigName: text }))
              .nullish()
              .catch(null),
          })
          .nullish()
          .catch(null),
        Placement: z.object({ Constraints: texts }).nullish().catch(null),
        Resources: z
          .object({ Limits: z.object({ MemoryBytes: number, NanoCPUs: number }).nullish().catch(null) })
          .nullish()
          .catch(null),
        Networks: z
          .array(z.object({ Target: text }))
          .nullish()
          .catch(null),
      }),
      Mode: z.object({
        Replicated: z.object({ Replicas: number }).nullish(),
        Global: z.unknown().optional(),
      }),
      UpdateConfig: z.object({ Parallelism: number, Delay: number, Order: text }).nullish().catch(null),
    }),
    Endpoint: z
      .object({
        Ports: z
          .array(z.object({ Protocol: text, TargetPort: number, PublishedPort: number }))
          .nullish()
          .catch(null),
      })
      .nullish()
      .catch(null),
    UpdateStatus: z.object({ State: text }).nullish().catch(null),
    ServiceStatus: z.object({ RunningTasks: number, DesiredTasks: number }).nullish().catch(null),
  }),
);

export type ServiceAnswer = z.infer<typeof serviceListSchema>[number];
