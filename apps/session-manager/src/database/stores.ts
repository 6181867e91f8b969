// Every table that the session manager itself reads and writes, by store.
import type { PrismaClient } from '@marina/prisma';
import { createExposureStore } from '../exposures/exposure-store.ts';
import { createViewerStore } from '../identity/viewer-store.ts';
import { createProgressStore } from '../labs/progress-store.ts';
import { createSessionStore } from '../sessions/session-store.ts';
import { createWorkerStore } from '../workers/worker-store.ts';

/** What goes into a store's functions and comes out of them must be plain data: it passes between threads. */
export type Stores = ReturnType<typeof createStores>;
export type StoreName = keyof Stores;

export function createStores(prisma: PrismaClient) {
  return {
    sessions: createSessionStore(prisma),
    workers: createWorkerStore(prisma),
    exposures: createExposureStore(prisma),
    viewers: createViewerStore(prisma),
    progress: createProgressStore(prisma),
  };
}
