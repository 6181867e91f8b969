// The agent's process: enters the worker's own network namespace, runs the agent, stops it cleanly.
import { loadKernelModules } from '@marina/engine/local/kernel-modules';
import { putMainThreadFirst } from '@marina/protocol/main-thread-first';
import { startAgent } from './agent.ts';
import { EngineThread } from './engine/engine-thread.ts';
import { readEnv } from './env.ts';
import { log } from './log.ts';
import { enterNetns } from './netns.ts';

const env = readEnv();
if (!env.insideNetns) await enterNetns(env);
// Its thread starts first, as later ones would have no priority above the usual one.
const engineThread = new EngineThread();
await putMainThreadFirst();

await loadKernelModules();
const starting = startAgent(env, engineThread);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    log('stopping');
    // Also while it is still starting: its daemons would outlive it.
    await (await starting).close();
    process.exit(0);
  });
}
await starting;
