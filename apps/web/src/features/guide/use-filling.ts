// What this reader's copy of the text holds in place of variables and addresses of ports.
import type { Filling } from '@marina/labs/fill-document';
import type { Instance } from '@marina/protocol/session';
import { useMemo } from 'react';
import { useGuide } from './guide-context.ts';

export function useFilling(): Filling {
  const { progress, session } = useGuide();
  const { variables } = progress;
  // The session's picture is a new one with every event; the addresses in it seldom change.
  const key = JSON.stringify((session?.instances ?? []).map(({ name, exposures }) => [name, exposures]));
  return useMemo(() => {
    const known = new Map<string, Instance['exposures']>(JSON.parse(key));
    return { variables, portAddress: (instance, port) => addressOf(known.get(instance), port) };
  }, [variables, key]);
}

function addressOf(exposures: Instance['exposures'] | undefined, port: number): string | undefined {
  return exposures?.find((exposure) => exposure.port === port)?.url.replace(/\/$/, '');
}
