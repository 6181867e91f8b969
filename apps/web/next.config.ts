import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = path.join(import.meta.dirname, '..', '..');

const config: NextConfig = {
  outputFileTracingRoot: root,
  turbopack: { root },
  transpilePackages: ['@marina/protocol', '@marina/labs'],
  poweredByHeader: false,
  // Next would otherwise write files or stop a build where it sees a coding agent.
  agentRules: false,
  // A build that was cut short has been seen to leave a cache with which every later build failed.
  experimental: { agentUpgrade: false, turbopackFileSystemCacheForBuild: false },
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
