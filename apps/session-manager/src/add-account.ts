// `node add-account.ts EMAIL NAME`: makes an account with a new password and prints it. Run by `marina user add`.
import { createPrisma } from '@marina/prisma';
import { randomLabel } from '@marina/protocol/ids';
import { z } from 'zod';
import { readAccountEnv } from './env.ts';
import { createLogins } from './identity/logins-store.ts';

const [email, name] = process.argv.slice(2);
const env = readAccountEnv();
const prisma = createPrisma(env.databaseUrl);
try {
  const account = z.object({ email: z.email(), name: z.string().min(1).max(64) }).parse({ email, name });
  const password = randomLabel().slice(0, 16);
  await createLogins(prisma, { secret: env.authSecret, publicUrl: env.publicUrl }).addAccount({ ...account, password });
  process.stdout.write(`${password}\n`);
} catch (error) {
  const reason = error instanceof z.ZodError ? 'Give an e-mail address and a name.' : String(error);
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
} finally {
  await prisma.$disconnect();
}
