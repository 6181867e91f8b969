// What a container has written.
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { type Asking, execRequest, NoAnswer } from './requests.ts';
import { quote, sentence } from './sentence.ts';
import { holdsText } from './text-match.ts';
import { listOf, type textsSchema } from './values.ts';

/** Asks only when something is wanted. */
export function* containerLogFindings(
  instance: string,
  containerId: string,
  texts: z.infer<typeof textsSchema> | undefined,
): Asking<Finding[]> {
  const wanted = listOf(texts);
  if (wanted.length === 0 || !/^[0-9a-f]{12,64}$/.test(containerId)) return [];
  const options = { maxOutputBytes: 262_144 };
  const [answer] = yield [execRequest(instance, ['docker', 'logs', '--tail', '1000', containerId], options)];
  if (answer?.type !== 'exec') throw new NoAnswer('instance');
  const logs = answer.stdout + answer.stderr;
  return wanted.map((text) => ({
    holds: holdsText(logs, text),
    difference: sentence(`its logs do not show ${quote(text)}`, `ses journaux ne montrent pas ${quote(text)}`),
    fact: sentence(`its logs show ${quote(text)}`, `ses journaux montrent ${quote(text)}`),
  }));
}
