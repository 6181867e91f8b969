import { createPrisma } from '@marina/prisma';
import { createTestDatabase } from '@marina/prisma/test-database';
import { expect, it } from 'vitest';
import { createLogins } from '../src/identity/logins-store.ts';
import { startTestManager } from './test-manager.ts';

const account = { email: 'ada@example.org', name: 'Ada', password: 'a-long-enough-password' };

it('where the operator asks for it, a session needs an account, and has its name', async () => {
  await using manager = await startTestManager({ MARINA_SIGN_IN: 'required' });
  await manager.addAccount(account);
  const browser = manager.browser();
  expect(await browser.errorOf('POST', '/api/v1/sessions', {})).toMatchObject({
    status: 401,
    code: 'sign-in-required',
  });
  const wrong = await browser.request('POST', '/api/auth/sign-in/email', { ...account, password: 'not-the-password' });
  expect(wrong.status).toBe(401);
  expect((await browser.request('POST', '/api/auth/sign-in/email', account)).status).toBe(200);
  expect(await (await browser.request('GET', '/api/v1/viewer')).json()).toEqual({
    name: 'Ada',
    email: 'ada@example.org',
    signInRequired: true,
  });
  const { id } = await browser.openActiveSession();
  expect((await manager.browser().errorOf('GET', `/api/v1/sessions/${id}`)).code).toBe('session-not-found');
});

it('nobody can make an account by themselves', async () => {
  await using manager = await startTestManager({ MARINA_SIGN_IN: 'required' });
  const response = await manager.browser().request('POST', '/api/auth/sign-up/email', account);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect((await manager.browser().request('POST', '/api/auth/sign-in/email', account)).status).toBe(401);
});

it('an address has one account', async () => {
  await using database = await createTestDatabase();
  const prisma = createPrisma(database.url);
  const logins = createLogins(prisma, { secret: 'x'.repeat(32), publicUrl: new URL('http://localhost') });
  await logins.addAccount(account);
  await expect(logins.addAccount(account)).rejects.toThrow('has an account already');
  await prisma.$disconnect();
});
