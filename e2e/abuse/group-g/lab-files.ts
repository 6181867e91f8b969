// Files of labs, as anybody may ask for them.
import { type Outcome, together } from '../case.ts';
import { type Ground, picture } from '../ground.ts';
import { ask } from '../http-client.ts';

const files = '/api/v1/labs/tiny/files';

/** Only pictures come, as nothing but pictures; neither the lab's other files nor what lies beside its folder do. */
export async function downloads({ marina }: Ground): Promise<Outcome> {
  const hostile = [
    'lab.yaml',
    `../pair/${picture}`,
    `%2e%2e/pair/${picture}`,
    `..%2fpair%2f${picture}`,
    `${picture}%00.png`,
  ];
  const seen = await Promise.all(hostile.map((name) => ask(marina.baseUrl, `${files}/${name}`)));
  const { status, headers } = await ask(marina.baseUrl, `${files}/${picture}`);
  const told = [headers['content-type'], headers['x-content-type-options'], headers['content-security-policy']];
  const isPicture = told[0] === 'image/png' && told[1] === 'nosniff' && told[2]?.includes('sandbox') === true;
  return together({
    'other files': {
      ok: seen.every((reply) => reply.status >= 400 && reply.status < 500),
      seen: seen.map((reply) => reply.status).join(' '),
    },
    control: { ok: status === 200 && isPicture, seen: `${status}, ${told.join(', ')}` },
  });
}
