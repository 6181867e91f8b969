import { expect, it } from 'vitest';
import { countVerdicts } from './stages.ts';

it('the abuse suite’s verdicts are counted', () => {
  const output = `{"event":"ready"}
    A1 ok, 2.2 s: base 131072
    A1/nested ok, 0.3 s: the same, ok, as before
    A19 -, 0.0 s: not run: no such tools
    A20 UNEXPECTED, 1.0 s: uptime ok
A1   who   expected   seen   ok`;
  expect(countVerdicts(output)).toBe('2 ok, 1 unexpected, 1 not run');
});
