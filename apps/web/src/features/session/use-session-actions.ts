// What a student does to a session, with the one thing that failed last.
import type { Instance, Session } from '@marina/protocol/session';
import { type Dispatch, type SetStateAction, useCallback, useState } from 'react';
import type { Failure, Reply } from '../../api/reply.ts';
import {
  addInstance,
  endSession,
  extendSession,
  keepSession,
  readSession,
  removeInstance,
} from '../../api/sessions.ts';

export type SessionActions = ReturnType<typeof useSessionActions>;

export function useSessionActions(id: string, setSession: Dispatch<SetStateAction<Session>>) {
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState<'extend' | 'add'>();

  const run = useCallback(async <T>(what: typeof busy, request: Promise<Reply<T>>): Promise<T | undefined> => {
    setBusy(what);
    setFailure(undefined);
    const reply = await request;
    setBusy(undefined);
    if (reply.ok) return reply.value;
    setFailure(reply.code);
    return undefined;
  }, []);

  const take = useCallback((next: Session | undefined) => next && setSession(next), [setSession]);

  const add = useCallback(async () => {
    const instance = await run('add', addInstance(id, {}));
    if (instance) setSession((session) => withInstance(session, instance));
    return instance;
  }, [id, run, setSession]);

  return {
    failure,
    dismissFailure: useCallback(() => setFailure(undefined), []),
    busy,
    add,
    remove: useCallback((instance: string) => run(undefined, removeInstance(id, instance)), [id, run]),
    extend: useCallback(async () => take(await run('extend', extendSession(id))), [id, run, take]),
    keep: useCallback(async () => take(await run(undefined, keepSession(id))), [id, run, take]),
    end: useCallback(async () => take(await run(undefined, endSession(id))), [id, run, take]),
    refresh: useCallback(async () => take(await run(undefined, readSession(id))), [id, run, take]),
  };
}

/** The event with the new instance may have come before the reply. */
function withInstance(session: Session, instance: Instance): Session {
  if (session.instances.some((known) => known.id === instance.id)) return session;
  return { ...session, instances: [...session.instances, instance] };
}
