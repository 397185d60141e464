import path from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * `npm run test:docker`: what needs a Docker engine, and so is no part of `npm test`. One file alone:
 * `npm run test:docker -- test/docker/image.docker.ts`
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/docker/**/*.docker.ts'],
    globalSetup: ['test/docker/engineSetup.ts'],
    // A stack takes the cores that there are; two would measure each other.
    fileParallelism: false,
    retry: 0,
    testTimeout: 120_000,
    // A stack becomes healthy in half a minute where nothing else runs.
    hookTimeout: 300_000,
  },
});
