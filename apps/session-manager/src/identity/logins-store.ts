// Accounts and logins, for installations whose operator asks people to sign in (better-auth).
import type { IncomingHttpHeaders } from 'node:http';
import type { PrismaClient } from '@marina/prisma';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';

export type Logins = ReturnType<typeof createLogins>;

export function createLogins(prisma: PrismaClient, { secret, publicUrl }: { secret: string; publicUrl: URL }) {
  const auth = betterAuth({
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    // Accounts are made by the operator (`marina user add`), never by whoever finds the page.
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { modelName: 'login' },
    user: { additionalFields: { role: { type: 'string', defaultValue: 'student', input: false } } },
    secret,
    baseURL: publicUrl.origin,
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  return {
    handle: toNodeHandler(auth),

    /** Makes an account, as the operator asked. @throws Error when the address has one already */
    async addAccount({ email, name, password }: { email: string; name: string; password: string }): Promise<void> {
      const { internalAdapter, password: passwords } = await auth.$context;
      if (await internalAdapter.findUserByEmail(email)) throw new Error(`${email} has an account already.`);
      const user = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' });
      const hash = await passwords.hash(password);
      await internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: hash,
      });
    },

    /** The signed-in user of a request. */
    async userOf(headers: IncomingHttpHeaders): Promise<{ id: string; name: string; email: string } | undefined> {
      const login = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
      return login?.user;
    },
  };
}
