export type AsOthers = (command: readonly string[]) => { program: string; args: string[] };

/**
 * `$0` is where to join; a machine that does not allow it runs the command all the same. Whether the agent's priority is
 * inherited depends on the machine: see putMainThreadFirst.
 */
const joinFirst = 'echo 0 2>/dev/null >"$0" || true';
/** The agent's main thread is kept on one processor. Of these Linux takes what there is, also what comes later. */
const runAnywhere = 'taskset -pc 0-8191 $$ >/dev/null 2>&1';
const startPlain =
  'niceness=$(nice); if [ "$niceness" -lt 0 ]; then exec nice -n "$((0 - niceness))" "$@"; fi; exec "$@"';

/**
 * Commands without the agent's own priority and place, for what runs long: instances would inherit both from daemons,
 * and traffic from the gateway. They take a session of their own, too (`detached`), as Linux may group processes by
 * session. With `joinFile` they leave the processor for keystrokes alone: processors/load-group.ts.
 */
export function asOthersIn(joinFile: string | undefined): AsOthers {
  const script = [...(joinFile === undefined ? [] : [joinFirst]), runAnywhere, startPlain].join('; ');
  return (command) => ({ program: 'sh', args: ['-c', script, joinFile ?? 'sh', ...command] });
}
