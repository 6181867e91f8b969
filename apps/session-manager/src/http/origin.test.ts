import { expect, it } from 'vitest';
import { isOwnHost } from './origin.ts';

const publicUrl = new URL('https://marina.example');

it.each(['marina.example', 'MARINA.example:443', 'localhost:8420', '192.0.2.1', '[2001:db8::1]:8420'])(
  '%s is Marina',
  (host) => expect(isOwnHost({ host }, publicUrl)).toBe(true),
);

it.each(['evil.example', 'marina.example.evil', 'evilmarina.example', '192.0.2.1.evil', '', undefined])(
  '%s is another website’s name',
  (host) => expect(isOwnHost({ host }, publicUrl)).toBe(false),
);
