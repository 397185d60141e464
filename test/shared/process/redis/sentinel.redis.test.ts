import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedis } from '../../../../src/cli/preflight/checkRedis.js';
import { withRedis } from '../../../../src/cli/redis/connection.js';
import {
  connectProducer,
  connectSubscriber,
  connectWriter,
  disconnect,
} from '../../../../src/shared/process/redis/connections.js';
import { isPassing } from '../../../../src/shared/process/redis/isPassing.js';
import { keysFor } from '../../../../src/shared/questions/keys.js';
import { SENTINEL_PASSWORD, startSentinel, type TestSentinel } from '../../../support/redisNodes.js';

const log = pino({ level: 'silent' });
const keys = keysFor(`test-${randomUUID()}`);
let watched: TestSentinel;
let producer: Redis;
let subscriber: Redis;

beforeAll(async () => {
  watched = await startSentinel();
  producer = connectProducer(watched.url, log) as Redis;
  subscriber = connectSubscriber(watched.url, log);
  await Promise.all([once(producer, 'ready'), once(subscriber, 'ready')]);
});
afterAll(async () => {
  await Promise.all([disconnect(producer), disconnect(subscriber)]);
  await watched.stop();
});

describe('a Redis that sentinels watch', () => {
  it('is looked over before the first question: master, replica and sentinels', async () => {
    const findings = await checkRedis({ REDIS_URL: watched.url });
    expect(JSON.stringify(findings)).not.toMatch(new RegExp(`wo/rd|${SENTINEL_PASSWORD}`));
    const of = (check: string) => findings.filter((finding) => finding.check === check);
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(of('redis sentinels')).toMatchObject([
      { status: 'ok', found: '1 of 1 answer and can agree on a new master' },
    ]);
    expect(of('redis replica')).toMatchObject([
      { status: 'ok', found: `127.0.0.1:${watched.replica.port} is set up to take over` },
    ]);
    expect(of('redis failover')).toMatchObject([{ status: 'warn' }]);
    await watched.master.redis.config('SET', 'min-replicas-to-write', '1');
    expect(
      (await checkRedis({ REDIS_URL: watched.url })).find(({ check }) => check === 'redis failover'),
    ).toMatchObject({
      status: 'ok',
      found: '1 replica; it refuses writes without 1',
    });
    await watched.master.redis.config('SET', 'min-replicas-to-write', '0');
  });

  it.each([
    ['a name that they do not know', (url: string) => url.replace('/mymaster', '/other'), /No such master/],
    ['the wrong password for them', (url: string) => url.replace(SENTINEL_PASSWORD, 'wrong'), /WRONGPASS/],
    ['the wrong password for the master', (url: string) => url.replace(/:[^:@]*@/, ':wrong@'), /WRONGPASS/],
    ['a port where none listens', (url: string) => url.replace(/:\d+\//, ':1/'), /sentinels are unreachable/],
  ])('says what is wrong with %s', async (_, spoil, reason) => {
    await expect(withRedis(spoil(watched.url), 5_000, (redis) => redis.ping())).rejects.toThrow(reason);
  });

  it('is not taken for a server', async () => {
    const REDIS_URL = `redis://:${SENTINEL_PASSWORD}@127.0.0.1:${watched.sentinel.port}`;
    const [fault] = await checkRedis({ REDIS_URL });
    expect(fault).toMatchObject({
      found: expect.stringContaining('it is a sentinel'),
      advice: expect.stringContaining('redis+sentinel://'),
    });
  });

  it('is found again by all when the master hangs and the replica takes its place', async () => {
    const writer = connectWriter(watched.url, log);
    const key = `${keys.prefix}:probe`;
    await writer.set(key, 'before');
    await subscriber.subscribe(keys.cancellations);
    await watched.master.redis.wait(1, 5_000);
    const listensAgain = once(subscriber, 'ready');
    await watched.master.kill('SIGSTOP');
    const slow = writer.set(key, 'after');
    await watched.failedOver();
    expect(await slow).toBe('OK');
    let found: string | null = null;
    while (found !== 'after') {
      found = await producer.get(key).catch((error: unknown) => {
        expect(isPassing(error)).toBe(true);
        return null;
      });
    }
    await listensAgain;
    const heard = once(subscriber, 'message');
    await producer.publish(keys.cancellations, 'q_1');
    expect(await heard).toEqual([keys.cancellations, 'q_1']);
    await watched.master.kill('SIGCONT');
    await disconnect(writer);
  });
});
