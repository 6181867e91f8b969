// What a browser is told of its terminal beside the output: who else is there, and whether it decides the size.
import { z } from 'zod';

export const terminalNewsSchema = z.object({
  /** Whether this browser's view decides the terminal's size. */
  decidesSize: z.boolean(),
  readOnly: z.boolean(),
  /** The other browsers on this terminal. */
  others: z.array(
    z.object({
      name: z.string().max(64),
      readOnly: z.boolean(),
      decidesSize: z.boolean(),
      /** Another window of the same viewer. */
      isSelf: z.boolean(),
    }),
  ),
});
export type TerminalNews = z.infer<typeof terminalNewsSchema>;
