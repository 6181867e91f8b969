// Holds docs/errors.md to the error table: a row more, a row less or another word fails.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTable } from './errors.ts';

type Row = { code: string; status: number; closeCode: number; retryable: string; sentence: string; when: string };

const document = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

it('docs/errors.md lists every error as the table has it, in the same order, and no other', () => {
  const documented = readRows(document).map(({ when: _, ...row }) => row);
  const expected = Object.entries(errorTable).map(([code, { status, closeCode, retryable, sentence }]) => ({
    code,
    status,
    closeCode,
    retryable: retryable ? 'yes' : 'no',
    sentence,
  }));
  expect(documented).toEqual(expected);
});

it('docs/errors.md says of every error when it happens', () => {
  expect(readRows(document).filter(({ when }) => !when.endsWith('.'))).toEqual([]);
});

/** Rows of the first table whose header begins with `code`; a cell too many or too few makes its row unlike any error. */
function readRows(text: string): Row[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('| code |')) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) => {
    const [code = '', status, closeCode, retryable = '', sentence = '', ...rest] = line.slice(2, -2).split(' | ');
    return {
      code: code.replaceAll('`', ''),
      status: Number(status),
      closeCode: Number(closeCode),
      retryable,
      sentence,
      when: rest.join(' | '),
    };
  });
}
