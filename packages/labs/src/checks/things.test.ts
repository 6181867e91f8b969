import { expect, it } from 'vitest';
import { sentence } from './sentence.ts';
import { type Noun, notThere } from './things.ts';

const container: Noun = {
  one: sentence('container', 'conteneur'),
  many: sentence('containers', 'conteneurs'),
  some: sentence('a container', 'un conteneur'),
  none: sentence('no container', 'pas de conteneur'),
};

it.each([
  ['web', 'there is no container `web`', 'il n’y a pas de conteneur `web`'],
  [
    'web-*',
    'there is no container whose name fits `web-*`',
    'il n’y a pas de conteneur dont le nom correspond à `web-*`',
  ],
  ['*', 'there is no container', 'il n’y a pas de conteneur'],
])('what is missing under the name %s is told as a student would say it', (pattern, en, fr) => {
  expect(notThere(container, pattern)).toEqual({ en, fr });
});
