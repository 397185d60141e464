import { describe, expect, it } from 'vitest';
import { loadWorkerConfig } from '../../src/workers/config.js';

const defaults = { cores: 2, memoryBytes: 2e9, modelDir: 'models/intents', dataDir: 'data' };
const REDIS_URL = 'redis://127.0.0.1:6379';

describe('the worker configuration', () => {
  it('needs nothing but a Redis', () => {
    expect(loadWorkerConfig({ REDIS_URL }, defaults)).toMatchObject({
      threads: 2,
      maxBatch: 8,
      concurrency: 48,
    });
  });

  it('counts an empty variable as unset', () => {
    expect(loadWorkerConfig({ REDIS_URL, AGROBOT_THREADS: '' }, defaults).threads).toBe(2);
  });

  it.each([
    [{}, /REDIS_URL is needed/],
    [{ REDIS_URL: 'localhost' }, /REDIS_URL must be redis:/],
    [{ REDIS_URL, AGROBOT_THREADS: '0' }, /AGROBOT_THREADS must be at least 1/],
    [{ REDIS_URL, AGROBOT_THREADS: 'two' }, /AGROBOT_THREADS must be a whole number/],
    [{ REDIS_URL, AGROBOT_PREFIX: 'a:b' }, /AGROBOT_PREFIX must be letters/],
    [{ REDIS_URL, AGROBOT_LOG_LEVEL: 'loud' }, /AGROBOT_LOG_LEVEL/],
  ])('names the bad variable and what it wants: %j', (env, message) => {
    expect(() => loadWorkerConfig(env, defaults)).toThrow(message);
  });
});

it.each([
  [512, 2, 435],
  [64_000, 2, 1_000],
  // Twice the 1,495 MB that so many threads take: no reason to be replaced.
  [64_000, 16, 2_990],
])('asks to be replaced before %d MB are full, with %d threads, at %d MB', (megabytes, cores, limit) => {
  const memoryBytes = megabytes * 1024 ** 2;
  const config = loadWorkerConfig({ REDIS_URL }, { ...defaults, cores, memoryBytes });
  expect(config.recycle.memoryBytes).toBe(limit * 1024 ** 2);
});
