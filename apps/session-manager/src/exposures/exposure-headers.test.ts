import { expect, it } from 'vitest';
import { headersForApp, headersFromApp } from './exposure-headers.ts';

const client = { address: '127.0.0.1', protocol: 'http', upgrade: false };

it('Marina’s cookies stay here, the app’s own go through', () => {
  expect(headersForApp({ cookie: 'marina=secret; theme=dark; better-auth.session_token=x' }, client).cookie).toBe(
    'theme=dark',
  );
  expect(headersForApp({ cookie: '__Host-marina=secret' }, client)).not.toHaveProperty('cookie');
});

it('what a client says about being forwarded is replaced by what is true', () => {
  const headers = headersForApp(
    { host: 'a.apps.localhost', 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-forwarded-port': '1' },
    client,
  );
  expect(headers).toEqual({
    host: 'a.apps.localhost',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'a.apps.localhost',
  });
});

it('headers of one connection end here, those that it names included', () => {
  const headers = headersForApp(
    { connection: 'close, x-secret', 'x-secret': '1', te: 'trailers', accept: '*/*' },
    client,
  );
  expect(headers).toMatchObject({ accept: '*/*' });
  expect(headers).not.toHaveProperty('x-secret');
  expect(headers).not.toHaveProperty('connection');
});

it('an upgrade keeps what switches the connection', () => {
  const headers = headersForApp({ connection: 'Upgrade', upgrade: 'websocket' }, { ...client, upgrade: true });
  expect(headers).toMatchObject({ connection: 'upgrade', upgrade: 'websocket' });
});

it('an app’s cookie can’t be set for the whole domain', () => {
  const cookies = ['a=1; Domain=localhost; Path=/', 'b=2;domain=.apps.localhost', 'c=domain=x; Secure'];
  expect(headersFromApp({ 'set-cookie': cookies, connection: 'close' })).toEqual({
    'set-cookie': ['a=1; Path=/', 'b=2', 'c=domain=x; Secure'],
  });
});

it('an app can’t clear what the browser keeps for the whole domain', () => {
  expect(headersFromApp({ 'clear-site-data': '"cookies"', 'x-own': '1' })).toEqual({ 'x-own': '1' });
});
