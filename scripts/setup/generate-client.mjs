// Generates Prisma's client from the schema; it is not in git.
import path from 'node:path';
import { node, repo } from './paths.mjs';
import { run } from './run.mjs';
import { hashInputs, makeIfStale } from './stamp.mjs';

/** @param {string} logDir @returns {Promise<boolean>} whether it had to be generated */
export function generateClient(logDir) {
  const wanted = hashInputs(repo, ['prisma/schema.prisma', 'prisma/package.json']);
  return makeIfStale(path.join(repo, 'prisma/generated/.stamp'), wanted, () =>
    run([node, path.join(repo, 'node_modules/prisma/build/index.js'), 'generate'], {
      cwd: path.join(repo, 'prisma'),
      env: { ...process.env, CHECKPOINT_DISABLE: '1' },
      log: path.join(logDir, 'prisma.log'),
      what: 'Generating the database client',
    }),
  );
}
