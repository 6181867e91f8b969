// Who is asking: a guest by their cookie, or, where the operator asks for it, a signed-in user.
import type { IncomingHttpHeaders } from 'node:http';
import type { Viewer as ViewerBody } from '@marina/protocol/catalogue';
import { MarinaError } from '@marina/protocol/errors';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Logins } from './logins-store.ts';
import type { ViewerStore } from './viewer-store.ts';

export type Identity = ReturnType<typeof createIdentity>;
export type KnownViewer = { id: string; name: string; email: string | null };

const yearSeconds = 365 * 24 * 60 * 60;

export function createIdentity(deps: {
  viewers: ViewerStore;
  logins: Logins;
  signInRequired: boolean;
  publicUrl: URL;
}) {
  const { viewers, logins, signInRequired, publicUrl } = deps;
  const secure = publicUrl.protocol === 'https:';
  // The prefix makes browsers refuse the cookie from any other host of the domain, but it needs https.
  const cookieName = secure ? '__Host-marina' : 'marina';

  async function find(headers: IncomingHttpHeaders): Promise<KnownViewer | undefined> {
    const secret = parseCookie(headers.cookie ?? '')[cookieName];
    if (signInRequired) {
      const user = await logins.userOf(headers);
      return user && { ...pick(await viewers.ofUser(user, secret)), email: user.email };
    }
    const viewer = secret ? await viewers.findBySecret(secret) : undefined;
    return viewer && { ...pick(viewer), email: null };
  }

  return {
    find,

    /** The viewer, made now if this is a new guest; `setCookie` must then go into the reply. */
    async ensure(headers: IncomingHttpHeaders, name?: string): Promise<{ viewer: KnownViewer; setCookie?: string }> {
      const known = await find(headers);
      if (!known && signInRequired) throw new MarinaError('sign-in-required');
      if (known) {
        if (name && name !== known.name) await viewers.rename(known.id, name);
        return { viewer: known };
      }
      const { viewer, secret } = await viewers.createGuest(name ?? '');
      const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: yearSeconds } as const;
      const setCookie = stringifySetCookie({ name: cookieName, value: secret, ...options });
      return { viewer: { ...pick(viewer), email: null }, setCookie };
    },

    describe: (viewer: KnownViewer | undefined): ViewerBody => ({
      name: viewer?.name || null,
      email: viewer?.email ?? null,
      signInRequired,
    }),
  };
}

function pick({ id, name }: { id: string; name: string }) {
  return { id, name };
}
