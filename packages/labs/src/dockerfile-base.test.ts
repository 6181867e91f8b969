import { expect, it } from 'vitest';
import { dockerfileBase, isSameImage } from './dockerfile-base.ts';

it.each([
  ['FROM marina/docker\nRUN true\n', 'marina/docker', 1],
  ['# a note\n\nfrom marina/base\n', 'marina/base', 3],
  ['FROM busybox AS made\nRUN x\n\nFROM --platform=linux/amd64 marina/base AS last\n', 'marina/base', 4],
  ['FROM marina/docker AS one\nFROM busybox AS two\nFROM One\n', 'marina/docker', 3],
  ['FROM marina/docker\nRUN echo \\\n# in between\n  FROM busybox\n', 'marina/docker', 1],
  ['FROM \\\n  marina/docker\n', 'marina/docker', 1],
  ['FROM marina/docker\nRUN <<END\nFROM nowhere\nEND\nRUN y\n', 'marina/docker', 1],
  ['ARG A=marina/docker\nFROM $A\n', '$A', 2],
  ['RUN true\n', undefined, 1],
])('%j begins from %s', (text, image, line) => {
  expect(dockerfileBase(text)).toEqual({ image, line });
});

it('a name is the same with Docker’s own words added', () => {
  expect(isSameImage('marina/docker', 'docker.io/marina/docker:latest')).toBe(true);
  expect(isSameImage('marina/docker', 'marina/docker:1')).toBe(false);
  expect(isSameImage('marina/docker', 'elsewhere.test/marina/docker')).toBe(false);
});
