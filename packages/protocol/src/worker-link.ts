// What agent and manager say to each other beside the engine's calls: how an agent joins, its terminals, its alerts.
import { z } from 'zod';
import { idSchema } from './ids.ts';

/** The agent asks the manager's public port, or its unix socket, to upgrade this request to a worker link. */
export const joinPath = '/api/v1/worker-link';
export const joinUpgrade = 'marina-link';
/** JSON of `workerHelloSchema`. */
export const helloHeader = 'marina-worker';

export const workerHelloSchema = z.strictObject({
  id: idSchema('worker'),
  /** The worker's own, made with its id: whoever has the token still can't join as another worker. */
  secret: z.string().min(20).max(128).optional(),
  name: z.string().min(1).max(64),
  capacity: z.strictObject({ memoryBytes: z.number().int(), cpus: z.number() }),
  /** Whether the agent before this one was told to stop, and so removed its instances, rather than died. */
  wasDrained: z.boolean(),
  /** Instance images this worker can start at once. */
  images: z.array(z.string()),
});
export type WorkerHello = z.infer<typeof workerHelloSchema>;

export const terminalPaths = {
  open: '/terminals/open',
  close: '/terminals/close',
  attach: '/terminals/attach',
  watch: '/terminals/watch',
} as const;

/** Lines of JSON of `workerAlertSchema`: those that nobody has heard yet, then every new one. */
export const alertsPath = '/alerts/watch';

const size = { cols: z.number().int().min(2).max(1000), rows: z.number().int().min(2).max(500) };

export const openTerminalCallSchema = z.strictObject({
  terminalId: idSchema('terminal'),
  instanceId: z.string(),
  ...size,
});
export const byTerminalSchema = z.strictObject({ terminalId: z.string() });
/** `name` is shown to the others on the terminal. */
export const attachTerminalSchema = z.strictObject({
  terminalId: z.string(),
  readOnly: z.boolean(),
  name: z.string().max(64),
  viewer: z.string(),
});
export type TerminalVisitor = Omit<z.infer<typeof attachTerminalSchema>, 'terminalId'>;

/** Every terminal of the worker; sent at first and whenever one opens or closes. */
export const terminalListSchema = z.object({
  terminals: z.array(z.object({ terminalId: z.string(), instanceId: z.string() })),
});
export type TerminalList = z.infer<typeof terminalListSchema>;
