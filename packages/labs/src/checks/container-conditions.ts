// What an assertion can want of a container. The descriptions are the reference for authors.
import { z } from 'zod';
import { mountSchema } from './mounts.ts';
import { publishedPortSchema } from './ports.ts';
import { pairsSchema, rangeSchema, sizeRangeSchema, textSchema, textsSchema } from './values.ts';

export const containerConditions = {
  state: z
    .enum(['created', 'running', 'paused', 'restarting', 'exited', 'dead'])
    .optional()
    .describe('What `docker ps -a` shows as its state.'),
  health: z.enum(['starting', 'healthy', 'unhealthy', 'none']).optional().describe('Of its health check.'),
  exitCode: rangeSchema.optional().describe('How its last run ended.'),
  restarts: rangeSchema.optional().describe('How often Docker has restarted it.'),
  restartPolicy: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).optional(),
  image: textSchema.optional().describe('The image it was made from. Without a tag any tag will do.'),
  command: textSchema.optional().describe('Its command in one line; * stands for anything.'),
  entrypoint: textSchema.optional().describe('Its entrypoint in one line; * stands for anything.'),
  workdir: textSchema.optional(),
  user: textSchema.optional().describe('As `docker run -u` takes it.'),
  hostname: textSchema.optional(),
  env: pairsSchema.optional().describe('Variables: a value, * for any, null for none.'),
  labels: pairsSchema.optional().describe('Labels: a value, * for any, null for none.'),
  memory: sizeRangeSchema.optional().describe('Its memory limit, such as 256m.'),
  cpus: rangeSchema.optional().describe('Its limit of processors, such as 0.5.'),
  pids: rangeSchema.optional().describe('Its limit of processes.'),
  privileged: z.boolean().optional(),
  readOnly: z.boolean().optional().describe('Whether its root file system is read-only.'),
  autoRemove: z.boolean().optional().describe('Whether it goes when it ends (--rm).'),
  capAdd: textsSchema.optional().describe('Capabilities added, without CAP_.'),
  capDrop: textsSchema.optional().describe('Capabilities dropped, without CAP_.'),
  securityOptions: textsSchema.optional().describe('As `docker run --security-opt` takes them.'),
  pidMode: textSchema.optional().describe('Such as host.'),
  mounts: z.array(mountSchema).min(1).optional().describe('As with -v: data:/path, /srv:/path:ro, /path.'),
  networks: textsSchema.optional().describe('Networks it is on. host and none are networks, too.'),
  ports: z.array(publishedPortSchema).min(1).optional().describe('As with -p: 80, "8080:80", "127.0.0.1:8080:80".'),
  logs: textsSchema.optional().describe('Texts that its last 1000 lines of logs hold; * stands for anything.'),
};
