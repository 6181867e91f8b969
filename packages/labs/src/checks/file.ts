// Assertions about files of an instance, or of a container in it.
import { z } from 'zod';
import { containerSchema } from './container-answers.ts';
import { failed, passed, type Verdict } from './finding.ts';
import { type Asking, askDocker, askExec, pathOf } from './requests.ts';
import { quote, type Sentence, sentence } from './sentence.ts';
import { holdsText } from './text-match.ts';
import { listOf, textSchema, textsSchema } from './values.ts';

export const fileAssertionSchema = z.strictObject({
  file: z.string().startsWith('/', 'begins with /').max(1000).describe('Its path.'),
  in: textSchema.optional().describe('A running container; without it, the file is the instance’s.'),
  exists: z.boolean().optional().describe('false: there is none. Then no condition makes sense.'),
  kind: z.enum(['file', 'directory']).optional().describe('Without it: either.'),
  contains: textsSchema.optional().describe('Texts in it; white space counts as one blank, * stands for anything.'),
  lacks: textsSchema.optional().describe('Texts that must not be in it.'),
  equals: z.string().max(10_000).optional().describe('The whole content, but for white space at both ends.'),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'is a mode in octal, such as "755"')
    .optional(),
  owner: textSchema.optional().describe('The name of its user.'),
});
type FileAssertion = z.infer<typeof fileAssertionSchema>;

export function* evaluateFile(assertion: FileAssertion, instance: string): Asking<Verdict> {
  const inside = assertion.in === undefined ? [] : ['docker', 'exec', assertion.in];
  if (assertion.in !== undefined && !(yield* isRunning(assertion.in, instance)))
    return failed(sentence(`${quote(assertion.in)} does not run`, `${quote(assertion.in)} ne tourne pas`));
  const facts = yield* askExec(instance, [...inside, 'stat', '-L', '-c', '%F|%a|%U', assertion.file]);
  const name = quote(assertion.file);
  const where = assertion.in === undefined ? quote(instance) : quote(assertion.in);
  if (facts === null)
    return assertion.exists === false
      ? passed
      : failed(sentence(`there is no file ${name} in ${where}`, `il n’y a pas de fichier ${name} dans ${where}`));
  if (assertion.exists === false)
    return failed(
      sentence(`there is still a file ${name} in ${where}`, `il y a encore un fichier ${name} dans ${where}`),
    );
  const [kind = '', mode = '', owner = ''] = facts.trim().split('|');
  let fault = attributeFault(assertion, { directory: kind === 'directory', mode, owner });
  if (!fault && (assertion.contains ?? assertion.lacks ?? assertion.equals) !== undefined) {
    const content = yield* askExec(instance, [...inside, 'head', '-c', '65536', assertion.file]);
    fault = contentFault(assertion, content ?? '');
  }
  return fault ? failed(sentence(`${name} exists, but ${fault.en}`, `${name} existe, mais ${fault.fr}`)) : passed;
}

function* isRunning(container: string, instance: string): Asking<boolean> {
  const reply = yield* askDocker(instance, `/containers/${pathOf(container)}/json`, containerSchema);
  return reply.type === 'found' && reply.body.State.Status === 'running';
}

type Attributes = { directory: boolean; mode: string; owner: string };

function attributeFault(wanted: FileAssertion, { directory, mode, owner }: Attributes): Sentence | null {
  if (wanted.kind !== undefined && directory !== (wanted.kind === 'directory'))
    return directory
      ? sentence('it is a directory', 'c’est un répertoire')
      : sentence('it is no directory', 'ce n’est pas un répertoire');
  if (wanted.mode !== undefined && Number.parseInt(mode, 8) !== Number.parseInt(wanted.mode, 8))
    return sentence(
      `its mode is ${quote(mode)}, not ${quote(wanted.mode)}`,
      `ses droits sont ${quote(mode)}, pas ${quote(wanted.mode)}`,
    );
  if (wanted.owner !== undefined && owner !== wanted.owner)
    return sentence(
      `it belongs to ${quote(owner)}, not to ${quote(wanted.owner)}`,
      `il appartient à ${quote(owner)}, pas à ${quote(wanted.owner)}`,
    );
  return null;
}

function contentFault({ equals, contains, lacks }: FileAssertion, content: string): Sentence | null {
  if (equals !== undefined && content.trim() !== equals.trim())
    return sentence('its content is another', 'son contenu est différent');
  const missing = listOf(contains).find((text) => !holdsText(content, text));
  if (missing !== undefined)
    return sentence(`it does not hold ${quote(missing)}`, `il ne contient pas ${quote(missing)}`);
  const unwanted = listOf(lacks).find((text) => holdsText(content, text));
  if (unwanted !== undefined)
    return sentence(`it still holds ${quote(unwanted)}`, `il contient encore ${quote(unwanted)}`);
  return null;
}
