import { errorTable } from '@marina/protocol/errors';
import { endReasons } from '@marina/protocol/session';
import { describe, expect, it } from 'vitest';
import en from '../../messages/en.json' with { type: 'json' };
import fr from '../../messages/fr.json' with { type: 'json' };

function keys(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object' ? keys(value, `${prefix}${key}.`) : `${prefix}${key}`,
  );
}

/** Names of the ICU arguments of a message, such as {name} or {count, plural, …}. */
function argumentsOf(tree: object): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value === 'object') return argumentsOf(value);
    const names = [...String(value).matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]);
    return `${key}: ${[...new Set(names)].sort().join(' ')}`;
  });
}

describe('the interface speaks English and French completely', () => {
  it('both have the same messages', () => {
    expect(keys(fr).sort()).toEqual(keys(en).sort());
  });

  it('each message takes the same arguments in both', () => {
    expect(argumentsOf(fr).sort()).toEqual(argumentsOf(en).sort());
  });

  it.each(Object.entries({ en, fr }))(
    '%s has a sentence for every error code and every end reason',
    (_locale, messages) => {
      expect(Object.keys(messages.errors)).toEqual(expect.arrayContaining(Object.keys(errorTable)));
      expect(Object.keys(messages.ended.reasons).sort()).toEqual([...endReasons].sort());
    },
  );
});
