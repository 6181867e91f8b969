// Signing in and out: better-auth's endpoints, whose error bodies are not Marina's.
import type { Failure } from './reply.ts';

/** Undefined once signed in; else why not. */
export async function signIn(email: string, password: string): Promise<Failure | undefined> {
  const response = await post('/api/auth/sign-in/email', { email, password });
  if (response?.ok) return undefined;
  if (!response || response.status >= 500) return 'unreachable';
  return response.status === 429 ? 'rate-limited' : 'sign-in-failed';
}

export async function signOut(): Promise<boolean> {
  return (await post('/api/auth/sign-out', {}))?.ok ?? false;
}

async function post(url: string, body: object): Promise<Response | undefined> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(url, init).catch(() => undefined);
}
