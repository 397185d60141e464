import { afterAll, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import {
  createLocalLimiter,
  createRedisLimiter,
  type Limiter,
} from '../../../../src/workers/upstreams/geocoding/limiter.js';
import { openQuestionRoom } from '../../../support/questionRoom.js';
import { limitsOf } from '../upstreamRoom.js';

const INTERVAL_MS = 60;
const room = openQuestionRoom();
const other = room.connect();
afterAll(async () => {
  await other.quit();
  await room.close();
});

const key = (name: string) => `${room.keys.prefix}:test-slot:${name}`;

/** How long it took until all calls were let through, in ms. */
async function timeOf(limiters: Limiter[], calls: number): Promise<number> {
  const started = performance.now();
  const asked = Array.from({ length: calls }, (_, index) => limiters[index % limiters.length]!(limitsOf()));
  expect(await Promise.all(asked)).toEqual(Array(calls).fill(true));
  return performance.now() - started;
}

describe('the limiter of a service that wants peace', () => {
  it('lets one request through at a time, of two replicas together', async () => {
    const replicas = [room.redis, other].map((redis) =>
      createRedisLimiter(redis, key('shared'), INTERVAL_MS),
    );
    // Redis counts whole milliseconds.
    expect(await timeOf(replicas, 6)).toBeGreaterThanOrEqual(5 * INTERVAL_MS - 2);
  });

  it('gives up at once where the turn would come too late, and leaves the slot to others', async () => {
    const limiter = createRedisLimiter(room.redis, key('late'), 5_000);
    expect(await limiter(limitsOf(2_000))).toBe(true);
    const slot = await room.redis.get(key('late'));
    expect(await limiter(limitsOf(2_000))).toBe(false);
    expect(await room.redis.get(key('late'))).toBe(slot);
  });

  it('lets nothing through without Redis, since nobody could hold to the limit', async () => {
    const away = new Redis({
      port: 1,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
    });
    away.on('error', () => undefined);
    expect(await createRedisLimiter(away, key('away'), INTERVAL_MS)(limitsOf())).toBe(false);
    away.disconnect();
  });

  it('ends its wait when the asker goes', async () => {
    const limiter = createRedisLimiter(room.redis, key('gone'), 2_000);
    await limiter(limitsOf());
    const controller = new AbortController();
    const waiting = limiter(limitsOf(10_000, controller.signal));
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });

  it('does the same for a process that runs alone', async () => {
    expect(await timeOf([createLocalLimiter(INTERVAL_MS)], 4)).toBeGreaterThanOrEqual(3 * INTERVAL_MS - 2);
    const slow = createLocalLimiter(5_000);
    expect([await slow(limitsOf(2_000)), await slow(limitsOf(2_000))]).toEqual([true, false]);
  });
});
