import { expect, it } from 'vitest';
import { commandKeys } from './command-text.ts';

it('a line is typed with Enter, whatever the shell can', () => {
  expect(commandKeys('docker ps\n', false)).toBe('docker ps\r');
  expect(commandKeys('docker ps', true)).toBe('docker ps\r');
});

it('several lines are one paste for a shell that takes pastes, and several Enters for one that does not', () => {
  expect(commandKeys('a\nb\n', true)).toBe('\x1b[200~a\nb\x1b[201~\r');
  expect(commandKeys('a\r\nb', false)).toBe('a\rb\r');
});

it('a text can’t press keys: neither Ctrl-C, nor Escape, nor the end of its own paste', () => {
  expect(commandKeys('a\x03\x1b[201~\nrm x', true)).toBe('\x1b[200~a[201~\nrm x\x1b[201~\r');
  expect(commandKeys('\x9b201~a', true)).toBe('201~a\r');
});

it('nothing is nothing, without Enter', () => {
  expect(commandKeys('\n\n', true)).toBe('');
});
