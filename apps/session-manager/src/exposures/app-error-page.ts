// What a browser shows at an app's address when the app can't be shown: one sentence, in the reader's language.
import type { ServerResponse } from 'node:http';
import { type ErrorCode, errorTable, type MarinaError } from '@marina/protocol/errors';

const french: Partial<Record<ErrorCode, string>> = {
  'exposure-not-found': 'Aucune application à cette adresse. Rouvrez-la depuis sa session.',
  'app-unreachable': 'Rien ne répond sur ce port de l’instance. L’application tourne-t-elle ?',
  'app-timeout': 'L’application a mis trop de temps à répondre.',
  'worker-unreachable': 'La machine qui exécute vos instances est injoignable. Marina continue d’essayer.',
};

export function appErrorPage(
  response: ServerResponse,
  acceptLanguage: string | undefined,
  { code }: MarinaError,
): void {
  const isFrench = /^\s*fr\b/i.test(acceptLanguage ?? '');
  const sentence = (isFrench && french[code]) || errorTable[code].sentence;
  response.writeHead(errorTable[code].status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(page(isFrench ? 'fr' : 'en', sentence));
}

function page(language: string, sentence: string): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Marina</title>
<style>
:root { color-scheme: light dark }
body { font: 1.125rem/1.6 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; margin: 0 1.5rem; text-align: center }
p { max-width: 30rem }
</style>
<p>${sentence}</p>
`;
}
