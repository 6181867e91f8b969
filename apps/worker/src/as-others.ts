import os from 'node:os';

/**
 * The command without the agent's own priority, for what runs long: instances would inherit it from daemons, and traffic
 * from the gateway. It takes a session of its own, too (`detached`), as Linux may group processes by session.
 */
export function asOthers(command: readonly string[]): { program: string; args: string[] } {
  const ahead = Math.max(0, -os.getPriority());
  return { program: 'nice', args: ['-n', `${ahead}`, ...command] };
}
