import os from 'node:os';

export type AsOthers = (command: readonly string[]) => { program: string; args: string[] };

/** `$0` is where to join; a machine that does not allow it runs the command all the same. */
const joinFirst = 'echo 0 2>/dev/null >"$0" || true; exec "$@"';

/**
 * Commands without the agent's own priority, for what runs long: instances would inherit it from daemons, and traffic
 * from the gateway. They take a session of their own, too (`detached`), as Linux may group processes by session. With
 * `joinFile` they leave the processor for keystrokes alone: processors/load-group.ts.
 */
export function asOthersIn(joinFile: string | undefined): AsOthers {
  return (command) => {
    const ahead = Math.max(0, -os.getPriority());
    const plain = ['nice', '-n', `${ahead}`, ...command] as const;
    if (joinFile === undefined) return { program: plain[0], args: plain.slice(1) };
    return { program: 'sh', args: ['-c', joinFirst, joinFile, ...plain] };
  };
}
