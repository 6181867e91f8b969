// The cluster interface: which instances and networks exist. Knows sessions only as the owner of objects.
import { z } from 'zod';

export interface Cluster {
  /** Makes the session's private network exist, with no more than this way out of it. Idempotent. */
  ensureNetwork(sessionId: string, options: NetworkOptions): Promise<void>;

  /**
   * Makes the instance exist and run; resolves when a shell could be started in it. Idempotent by `spec.id`:
   * a second call, also after a crash half-way, completes the first. Needs the session's network.
   * @throws EngineError `invalid`, `not-found` (image), `conflict` (name taken in the session), `capacity`
   */
  ensureInstance(spec: InstanceSpec): Promise<InstanceStatus>;

  /** Removes the instance with its volumes. Resolves also when it is already gone. */
  removeInstance(instanceId: string): Promise<void>;

  /** Removes every object of the session, known or not. Resolves also when nothing is left. */
  removeSession(sessionId: string): Promise<void>;

  /** Everything on the cluster that carries Marina's labels. */
  inventory(): Promise<OwnedObject[]>;
}

/**
 * Where a session's instances may connect to, beside each other: nowhere; the mirrors that the operator names; the
 * internet, without private networks. A worker may allow less than is asked for, never more.
 */
export const egressSchema = z.enum(['none', 'mirror', 'internet']);
export type Egress = z.infer<typeof egressSchema>;

export const networkOptionsSchema = z.strictObject({ egress: egressSchema });
export type NetworkOptions = z.infer<typeof networkOptionsSchema>;

/** Docker accepts these in names and labels; the engine's callers use longer, random ids. */
const idSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{2,62}$/);

export const limitsSchema = z.strictObject({
  memoryBytes: z
    .number()
    .int()
    .min(64 * 2 ** 20)
    .max(2 ** 40),
  cpus: z.number().min(0.1).max(256),
  pids: z.number().int().min(32).max(32768),
  /** What the instance may write: into its image, and as the data of its own Docker. */
  diskBytes: z
    .number()
    .int()
    .min(256 * 2 ** 20)
    .max(2 ** 42),
});

export const instanceSpecSchema = z.strictObject({
  id: idSchema,
  sessionId: idSchema,
  /** Hostname, and name on the session's network. */
  name: z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/),
  image: z.string().min(1).max(255),
  /** Whether the image's own Docker Engine is started. */
  docker: z.boolean(),
  limits: limitsSchema,
});
export type InstanceSpec = z.infer<typeof instanceSpecSchema>;

export const instanceStatusSchema = z.object({
  id: z.string(),
  state: z.enum(['starting', 'running', 'stopped']),
  /** IPv4 address on the session's network; null unless running. */
  address: z.string().nullable(),
});
export type InstanceStatus = z.infer<typeof instanceStatusSchema>;

export const ownedObjectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('instance'),
    sessionId: z.string(),
    instanceId: z.string(),
    status: instanceStatusSchema,
  }),
  z.object({ kind: z.literal('network'), sessionId: z.string() }),
  z.object({ kind: z.literal('volume'), sessionId: z.string(), instanceId: z.string() }),
]);
export type OwnedObject = z.infer<typeof ownedObjectSchema>;
