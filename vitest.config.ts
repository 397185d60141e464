import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests, told apart by their file names, so that one file or one kind runs alone in seconds:
 *   *.test.ts        pure parts and files, nothing to start
 *   *.redis.test.ts  against a real Redis (REDIS_URL, else a private one is started)
 *   *.e2e.test.ts    against the built processes in dist/
 */
const REDIS = 'test/**/*.redis.test.ts';
const E2E = 'test/**/*.e2e.test.ts';

/**
 * Files of a kind share the modules that they import. They may, because importing one does nothing (a test that needs
 * another world makes it); each with modules of its own took half as long again.
 */
const SHARED = { isolate: false };

export default defineConfig({
  test: {
    // Two cores: more forks would only make real processes wait for each other.
    maxWorkers: 2,
    retry: 0,
    // No test leaves the machine: whoever needs a service outside names a stand-in.
    env: {
      ORT_DISABLE_TELEMETRY: '1',
      AGROBOT_OPEN_METEO_URL: 'off',
      AGROBOT_NOMINATIM_URL: 'off',
      OPENWEATHERMAP_API_KEY: '',
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
      OPENAI_MODEL: '',
    },
    projects: [
      {
        test: {
          ...SHARED,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [REDIS, E2E],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...SHARED,
          name: 'redis',
          include: [REDIS],
          globalSetup: ['test/support/redisSetup.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [E2E],
          globalSetup: ['test/support/redisSetup.ts', 'test/support/buildSetup.ts'],
          // After all others: two at a time, most of which wait for processes that die or come back.
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
