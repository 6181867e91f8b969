// The panes of a session's page: which instance and view are shown, and what can be done with them.
import type { LabContent } from '@marina/protocol/lab-content';
import type { Session } from '@marina/protocol/session';
import { findShownView } from '../layout/layout.ts';
import { useLayout } from '../layout/use-layout.ts';
import { usePaneCommands } from '../layout/use-pane-commands.ts';
import { useFirstTerminals } from './use-first-terminals.ts';
import { useInstanceTerminals } from './use-instance-terminals.ts';

/** `wanted` is what the lab wants to be open at first; undefined while nobody knows. */
export function useWorkspacePanes(session: Session, wanted: LabContent['layout'] | undefined) {
  const { instances } = session;
  const { layout, dispatch, isRestored, isFresh } = useLayout(session.id, instances);
  const terminals = useInstanceTerminals(session.id, dispatch);
  const { open, close } = terminals;

  const instance = instances.find(({ id }) => id === layout.instance) ?? instances[0];
  const isThere = instance?.status === 'running' || instance?.status === 'removing';
  const view = isThere ? findShownView(layout, instance.id) : undefined;
  const commands = usePaneCommands({ layout, instance: instance?.id, view, dispatch, open, close });
  useFirstTerminals({ instances, instance, layout, isRestored, isFresh, wanted, dispatch, terminals });
  return { layout, dispatch, isRestored, terminals, instance, view, commands };
}
