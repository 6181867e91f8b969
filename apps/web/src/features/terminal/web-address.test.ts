import { expect, it } from 'vitest';
import { saysAddress, webAddress } from './web-address.ts';

it('addresses of the web may be opened', () => {
  expect(webAddress('https://docs.docker.com/engine')?.href).toBe('https://docs.docker.com/engine');
  expect(webAddress('http://localhost:8080')?.href).toBe('http://localhost:8080/');
});

it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'mailto:a@b.c', 'docker.com', ''])(
  '%j may not be opened',
  (text) => {
    expect(webAddress(text)).toBeUndefined();
  },
);

it('an address that hides its host behind a name may not be opened', () => {
  expect(webAddress('https://docs.docker.com@evil.example/')).toBeUndefined();
});

it('letters of other scripts show as what they are in a host', () => {
  expect(webAddress('https://dоcker.com/')?.host).toBe('xn--dcker-jye.com');
});

it('only words that are the address itself say where a link leads', () => {
  const address = new URL('https://evil.example/');
  expect(saysAddress(' https://evil.example ', address)).toBe(true);
  expect(saysAddress('https://docs.docker.com', address)).toBe(false);
  expect(saysAddress('the documentation', address)).toBe(false);
});
