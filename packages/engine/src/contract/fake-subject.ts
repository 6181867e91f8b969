import { createFakeEngine } from '../fake/engine.ts';
import { answerLines } from './answer-lines.ts';
import type { ContractSubject } from './engine-contract.ts';

export async function openFake(): Promise<ContractSubject> {
  const engine = createFakeEngine();
  return {
    engine,
    images: { plain: 'marina/base', docker: 'marina/docker' },
    listen: async (instanceId, port) => engine.listen(instanceId, port, answerLines),
    kill: async (instanceId) => engine.kill(instanceId),
    close: async () => undefined,
  };
}
