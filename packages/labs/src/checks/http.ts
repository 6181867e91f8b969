// Assertions about what answers on a port, asked from outside the instance as a browser would.
import { z } from 'zod';
import { failed, passed, type Verdict } from './finding.ts';
import { type Asking, NoAnswer } from './requests.ts';
import { quote, type Sentence, sentence } from './sentence.ts';
import { fits, holdsText } from './text-match.ts';
import { listOf, numberSchema, textSchema, textsSchema } from './values.ts';

export const httpAssertionSchema = z.strictObject({
  http: numberSchema.describe('The port of the instance.'),
  path: z.string().startsWith('/', 'begins with /').max(1000).optional().describe('Without it: /'),
  host: textSchema.optional().describe('The Host header, for servers with several names.'),
  answers: z.boolean().optional().describe('false: nothing must answer. Then no condition makes sense.'),
  status: z.number().int().min(100).max(599).optional().describe('Without it: any from 200 to 399.'),
  contains: textsSchema.optional().describe('Texts in the body; * stands for anything.'),
  lacks: textsSchema.optional().describe('Texts that must not be in the body.'),
  headers: z.record(textSchema, textSchema).optional().describe('Headers; * stands for anything.'),
});
type HttpAssertion = z.infer<typeof httpAssertionSchema>;

export function* evaluateHttp(assertion: HttpAssertion, instance: string): Asking<Verdict> {
  const port = Number(assertion.http);
  const [answer] = yield [
    { type: 'http', instance, port, path: assertion.path ?? '/', host: assertion.host ?? null, timeoutMs: 3000 },
  ];
  const place = quote(`${instance}:${port}`);
  if (answer?.type !== 'http') {
    if (answer?.type !== 'none' || answer.reason === 'unreachable') throw new NoAnswer('instance');
    if (assertion.answers === false) return passed;
    return failed(
      answer.reason === 'timeout'
        ? sentence(`${place} takes too long to answer`, `${place} met trop de temps à répondre`)
        : sentence(`nothing answers on ${place}`, `rien ne répond sur ${place}`),
    );
  }
  if (assertion.answers === false)
    return failed(sentence(`something still answers on ${place}`, `quelque chose répond encore sur ${place}`));
  const fault = faultOf(assertion, answer);
  return fault ? failed(sentence(`${place} answers, but ${fault.en}`, `${place} répond, mais ${fault.fr}`)) : passed;
}

type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string };

function faultOf({ status, contains, lacks, headers }: HttpAssertion, answer: Answer): Sentence | null {
  const good = status === undefined ? answer.status >= 200 && answer.status < 400 : answer.status === status;
  if (!good) {
    const wanted = status === undefined ? '' : `, not ${status}`;
    const voulu = status === undefined ? '' : `, pas ${status}`;
    return sentence(`with status ${answer.status}${wanted}`, `avec le code ${answer.status}${voulu}`);
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    const seen = answer.headers[name.toLowerCase()];
    if (seen === undefined) return sentence(`without a header ${quote(name)}`, `sans en-tête ${quote(name)}`);
    if (!fits(seen, value))
      return sentence(
        `its header ${quote(name)} is ${quote(seen)}, not ${quote(value)}`,
        `son en-tête ${quote(name)} vaut ${quote(seen)}, pas ${quote(value)}`,
      );
  }
  const missing = listOf(contains).find((text) => !holdsText(answer.body, text));
  if (missing !== undefined)
    return sentence(`the page does not show ${quote(missing)}`, `la page ne montre pas ${quote(missing)}`);
  const unwanted = listOf(lacks).find((text) => holdsText(answer.body, text));
  if (unwanted !== undefined)
    return sentence(`the page still shows ${quote(unwanted)}`, `la page montre encore ${quote(unwanted)}`);
  return null;
}
