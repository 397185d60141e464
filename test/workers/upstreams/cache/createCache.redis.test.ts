import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { createCache, type CacheOptions } from '../../../../src/workers/upstreams/cache/createCache.js';
import { createMemoryStore } from '../../../../src/workers/upstreams/cache/memoryStore.js';
import { createRedisStore } from '../../../../src/workers/upstreams/cache/redisStore.js';
import type { CacheStore } from '../../../../src/workers/upstreams/cache/store.js';
import { lockOf } from '../../../../src/workers/upstreams/keys.js';
import { openQuestionRoom } from '../../../support/questionRoom.js';
import { limitsOf, openUpstreamRoom, type UpstreamRoom } from '../upstreamRoom.js';

const questionRoom = openQuestionRoom();
const { redis } = questionRoom;
const otherRedis = questionRoom.connect();
let room: UpstreamRoom;
let key: string;
let keys = 0;

beforeEach(() => {
  room = openUpstreamRoom();
  key = `${questionRoom.keys.prefix}:test:${++keys}`;
});
afterAll(async () => {
  await otherRedis.quit();
  await questionRoom.close();
});

function cacheOn(store: CacheStore, rest: Partial<CacheOptions> = {}) {
  return createCache<string>({
    name: 'test',
    store,
    freshMs: 60_000,
    keepMs: 600_000,
    maxBytes: 1_000,
    log: room.log,
    metrics: room.metrics,
    nowMs: () => 1_000,
    ...rest,
  });
}

/** A service that answers when it is told to, and counts who asks. */
function heldService() {
  let asked = 0;
  let told: ((answer: { value: string } | null) => void)[] = [];
  let onAsked = () => {};
  return {
    get asked() {
      return asked;
    },
    async untilAsked(times: number) {
      while (asked < times) await new Promise<void>((resolve) => (onAsked = resolve));
    },
    answer(answer: { value: string } | null) {
      for (const tell of told) tell(answer);
      told = [];
    },
    fetch: ({ signal }: { signal: AbortSignal }) => {
      asked++;
      onAsked();
      return new Promise<{ value: string } | null>((resolve, reject) => {
        told.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
  };
}

const tells = (value: string) => () => Promise.resolve({ value });
const fails = () => Promise.resolve(null);
const never = () => Promise.reject(new Error('must not be asked'));

describe.each<[string, () => CacheStore]>([
  ['Redis', () => createRedisStore(redis)],
  ['memory', () => createMemoryStore(() => 1_000)],
])('a cache in %s', (_, createStore) => {
  it('fetches once and then gives what it has', async () => {
    const cache = cacheOn(createStore());
    const first = await cache.get(key, tells('rain'), limitsOf());
    expect(first).toEqual({ value: 'rain', fetchedAtMs: 1_000, isStale: false });
    expect(await cache.get(key, never, limitsOf())).toEqual(first);
    expect(await room.cache()).toEqual({ 'test miss': 1, 'test hit': 1 });
  });

  it('does not try again at once what has just failed', async () => {
    const cache = cacheOn(createStore());
    expect(await cache.get(key, fails, limitsOf())).toBeNull();
    expect(await cache.get(key, never, limitsOf())).toBeNull();
  });

  it('does not keep what is too large', async () => {
    const cache = cacheOn(createStore(), { maxBytes: 10 });
    await cache.get(key, tells('a long weather report'), limitsOf());
    expect(await cache.get(key, tells('again'), limitsOf())).toMatchObject({ value: 'again' });
  });

  it('asks once for all askers of a process', async () => {
    const cache = cacheOn(createStore());
    const service = heldService();
    const askers = Array.from({ length: 50 }, () => cache.get(key, service.fetch, limitsOf()));
    await service.untilAsked(1);
    service.answer({ value: 'rain' });
    expect((await Promise.all(askers)).map((cached) => cached?.value)).toEqual(Array(50).fill('rain'));
    expect(service.asked).toBe(1);
    expect(await room.cache()).toEqual({ 'test miss': 1, 'test joined': 49 });
  });

  it('lets an asker go without taking the answer from the others', async () => {
    const cache = cacheOn(createStore());
    const service = heldService();
    const controller = new AbortController();
    const leaving = cache.get(key, service.fetch, limitsOf(5_000, controller.signal));
    const staying = cache.get(key, service.fetch, limitsOf());
    await service.untilAsked(1);
    controller.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    service.answer({ value: 'rain' });
    expect(await staying).toMatchObject({ value: 'rain' });
    expect(service.asked).toBe(1);
  });

  it('calls the request off when the last asker has gone, and asks anew for the next', async () => {
    const cache = cacheOn(createStore());
    const service = heldService();
    const controller = new AbortController();
    const leaving = cache.get(key, service.fetch, limitsOf(5_000, controller.signal));
    await service.untilAsked(1);
    controller.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(await cache.get(key, tells('sun'), limitsOf())).toMatchObject({ value: 'sun' });
  });
});

describe('a cache that replicas share', () => {
  const expire = () => redis.hset(key, 'fresh', 0, 'failed', 0);

  it('gives the last known with its age when the service is away', async () => {
    const cache = cacheOn(createRedisStore(redis));
    await cache.get(key, tells('yesterday'), limitsOf());
    await expire();
    const stale = { value: 'yesterday', fetchedAtMs: 1_000, isStale: true };
    expect(await cache.get(key, fails, limitsOf())).toEqual(stale);
    // The failure holds for the next in line, and the last known stays.
    expect(await cache.get(key, never, limitsOf())).toEqual(stale);
    await expire();
    expect(await cache.get(key, tells('today'), limitsOf())).toMatchObject({
      value: 'today',
      isStale: false,
    });
    expect(await room.cache()).toEqual({ 'test miss': 2, 'test stale': 2 });
  });

  it('keeps an entry for its time, up to a tenth shorter', async () => {
    await cacheOn(createRedisStore(redis)).get(key, tells('rain'), limitsOf());
    const keptMs = await redis.pttl(key);
    expect(keptMs).toBeGreaterThan(535_000);
    expect(keptMs).toBeLessThanOrEqual(600_000);
    expect(await redis.exists(lockOf(key))).toBe(0);
  });

  it('forgets a failure that nothing is known beside', async () => {
    await cacheOn(createRedisStore(redis)).get(key, fails, limitsOf());
    expect(await redis.pttl(key)).toBeLessThanOrEqual(2_000);
  });

  it('does not read an entry of another version', async () => {
    const cache = cacheOn(createRedisStore(redis));
    await cache.get(key, tells('old shape'), limitsOf());
    await redis.hset(key, 'v', 99);
    expect(await cache.get(key, tells('new shape'), limitsOf())).toMatchObject({ value: 'new shape' });
  });

  it('asks once for fifty askers of two replicas', async () => {
    const replicas = [redis, otherRedis].map((connection) => cacheOn(createRedisStore(connection)));
    const service = heldService();
    const askers = Array.from({ length: 50 }, (_, index) =>
      replicas[index % 2]!.get(key, service.fetch, limitsOf()),
    );
    await service.untilAsked(1);
    service.answer({ value: 'rain' });
    expect((await Promise.all(askers)).map((cached) => cached?.value)).toEqual(Array(50).fill('rain'));
    expect(service.asked).toBe(1);
  });

  it('tells the askers of the other replica too that the service has failed', async () => {
    const [first, second] = [redis, otherRedis].map((connection) => cacheOn(createRedisStore(connection)));
    const service = heldService();
    const asked = [first!.get(key, service.fetch, limitsOf()), second!.get(key, service.fetch, limitsOf())];
    await service.untilAsked(1);
    service.answer(null);
    expect(await Promise.all(asked)).toEqual([null, null]);
    expect(service.asked).toBe(1);
  });

  it('keeps its claim for as long as it fetches', async () => {
    const service = heldService();
    const fetching = cacheOn(createRedisStore(redis)).get(key, service.fetch, limitsOf(10_000));
    await service.untilAsked(1);
    await redis.pexpire(lockOf(key), 600);
    // Renewed after half a second; without that it would be gone by now.
    const renewed = async () => {
      while ((await redis.pttl(lockOf(key))) <= 600) {
        if ((await redis.exists(lockOf(key))) === 0) return false;
      }
      return true;
    };
    expect(await renewed()).toBe(true);
    service.answer({ value: 'rain' });
    await fetching;
  });

  it('is fetched by another when the one that fetches has died', async () => {
    await redis.set(lockOf(key), 'a dead process', 'PX', 100);
    const cache = cacheOn(createRedisStore(redis));
    expect(await cache.get(key, tells('rain'), limitsOf())).toMatchObject({ value: 'rain' });
  });

  it('is not waited for longer than the budget allows', async () => {
    await redis.set(lockOf(key), 'a slow process', 'PX', 60_000);
    const cache = cacheOn(createRedisStore(redis));
    expect(await cache.get(key, never, limitsOf(120))).toBeNull();
  });

  it('stops waiting for another replica when the asker goes', async () => {
    await redis.set(lockOf(key), 'a slow process', 'PX', 60_000);
    const controller = new AbortController();
    const waiting = cacheOn(createRedisStore(redis)).get(key, never, limitsOf(5_000, controller.signal));
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });

  it('is done without where Redis is away', async () => {
    const away = new Redis({
      port: 1,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    away.on('error', () => undefined);
    const cache = cacheOn(createRedisStore(away));
    expect(await cache.get(key, tells('rain'), limitsOf())).toMatchObject({ value: 'rain', isStale: false });
    expect(await cache.get(key, fails, limitsOf())).toBeNull();
    expect(await room.cache()).toEqual({ 'test bypass': 2 });
    away.disconnect();
  });
});
