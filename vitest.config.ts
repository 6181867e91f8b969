import { configDefaults, defineConfig } from 'vitest/config';

const everywhere = '{apps,packages,prisma,scripts,infra,e2e}/**';
const skipped = [...configDefaults.exclude, '**/.next/**', '**/generated/**', '**/fixtures/**'];

// unit: no service at all. pg: one throwaway PostgreSQL for the run. docker: a real dockerd, one file at a time.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${everywhere}/*.test.{ts,tsx}`],
          exclude: [...skipped, '**/*.{pg,docker}.test.ts'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: [`${everywhere}/*.pg.test.ts`],
          exclude: skipped,
          globalSetup: ['prisma/test-cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'docker',
          include: [`${everywhere}/*.docker.test.ts`],
          exclude: skipped,
          globalSetup: ['apps/worker/test/docker-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
