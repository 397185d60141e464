import path from 'node:path';
import { defineConfig } from 'vitest/config';
import ours from '../../vitest.config.js';

/** `npm run test:monitoring`: what needs Prometheus' own programs, and so is no part of `npm test`. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: ['test/deploy/**/*.monitoring.ts'],
    globalSetup: ['test/deploy/programsSetup.ts', 'test/support/buildSetup.ts'],
    env: ours.test?.env ?? {},
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
