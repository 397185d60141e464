import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Cluster, Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedis } from '../../../../src/cli/preflight/checkRedis.js';
import { withRedis } from '../../../../src/cli/redis/connection.js';
import { nodesOf } from '../../../../src/cli/redis/nodes.js';
import {
  connectProducer,
  connectSubscriber,
  connectWriter,
  disconnect,
} from '../../../../src/shared/process/redis/connections.js';
import { isPassing } from '../../../../src/shared/process/redis/isPassing.js';
import { nodeInfo, nodeTimeMs } from '../../../../src/shared/process/redis/ownNode.js';
import { createApiKey, listApiKeys } from '../../../../src/shared/questions/apiKeys.js';
import { createFollower } from '../../../../src/shared/questions/follow.js';
import { keysFor } from '../../../../src/shared/questions/keys.js';
import { startCluster, type TestCluster } from '../../../support/redisNodes.js';

const log = pino({ level: 'silent' });
const keys = keysFor(`test-${randomUUID()}`);
let cluster: TestCluster;
let producer: Cluster;
let subscriber: Redis;

beforeAll(async () => {
  cluster = await startCluster(keys.open);
  producer = connectProducer(cluster.url, log) as Cluster;
  subscriber = connectSubscriber(cluster.url, log);
  await Promise.all([once(producer, 'ready'), once(subscriber, 'ready')]);
});
afterAll(async () => {
  await Promise.all([disconnect(producer), disconnect(subscriber)]);
  await cluster.stop();
});

const portIn = (connection: Redis) => connection.options.port;

describe('a Redis Cluster', () => {
  it('is asked for its clock and memory where the keys are', async () => {
    await cluster.master.redis.config('SET', 'maxmemory', '77mb');
    expect(await nodeTimeMs(producer, keys.open)).toBeGreaterThan(Date.now() - 5_000);
    const { memory, stats } = await nodeInfo(producer, keys.open);
    expect(memory).toContain(`maxmemory:${77 * 1024 * 1024}\r`);
    expect(stats).toMatch(/^evicted_keys:0\r/m);
    await cluster.master.redis.config('SET', 'maxmemory', '100mb');
  });

  it('holds all keys on one node, which the command line finds', async () => {
    await withRedis(cluster.url, 5_000, async (redis) => {
      await createApiKey(redis, keys, { name: 'ana', scopes: ['ask'] });
      expect(await listApiKeys(redis, keys)).toMatchObject([{ name: 'ana' }]);
      const [master, ...replicas] = await nodesOf(redis, keys.open);
      expect([portIn(master), replicas.map(portIn)]).toEqual([cluster.master.port, [cluster.replica.port]]);
      expect((await master.scan('0', 'MATCH', `${keys.prefix}*`))[1]).toEqual([keys.apiKeys]);
    });
  });

  it('hears at every node what is published at one, also after it lost the one that it listened to', async () => {
    const heard: string[] = [];
    subscriber.on('message', (_channel, message) => heard.push(message));
    await subscriber.subscribe(keys.cancellations);
    const publish = async (message: string) => {
      await producer.publish(keys.cancellations, message);
      while (heard.at(-1) !== message) await once(subscriber, 'message');
    };
    await publish('first');
    const before = portIn(subscriber);
    const listening = cluster.nodes.find(({ port }) => port === before)!;
    const back = once(subscriber, 'ready');
    await listening.redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await back;
    expect(portIn(subscriber)).not.toBe(before);
    await publish('second');
    expect(heard).toEqual(['first', 'second']);
  });

  it('lets a reader read again once it is back', async () => {
    const follower = await createFollower(producer, subscriber, keys);
    const id = 'q_1';
    const delivered: number[] = [];
    let told: () => void;
    const next = () => new Promise<void>((resolve) => (told = resolve));
    const first = next();
    const add = (number: number) =>
      producer.xadd(keys.events(id), `${number}-0`, 'type', 'question.progress', 'data', '{}');
    await add(1);
    const following = await follower.follow(id, 0, {
      deliver: ({ number }) => {
        delivered.push(number);
        told();
      },
      fail: (error) => expect.unreachable(String(error)),
    });
    await first;
    // Written without a message: as if it had been lost on the way.
    await add(2);
    const second = next();
    follower.reread();
    await second;
    expect(delivered).toEqual([1, 2]);
    following.close();
    follower.stop();
  });

  it('is looked over before the first question', async () => {
    const env = { REDIS_URL: cluster.url, AGROBOT_PREFIX: keys.prefix.slice(1, -1) };
    const findings = await checkRedis(env);
    expect(JSON.stringify(findings)).not.toContain('wo/rd');
    const of = (check: string) => findings.filter((finding) => finding.check === check);
    expect(of('redis')).toMatchObject([
      { status: 'ok', found: expect.stringMatching(/^redis\+cluster:\/\/127\.0\.0\.1:\d+,.* answers/) },
    ]);
    expect(of('redis eviction')).toMatchObject([{ status: 'ok' }]);
    expect(of('redis persistence')).toMatchObject([{ status: 'ok' }]);
    expect(of('redis replica')).toMatchObject([{ status: 'ok' }]);
    expect(of('redis failover')).toMatchObject([
      { status: 'warn', found: expect.stringContaining('1 replica, but') },
    ]);

    // A node without our keys may be as it likes; the replica may not.
    await cluster.other.redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await checkRedis(env)).some(({ status }) => status === 'fail')).toBe(false);
    await cluster.other.redis.config('SET', 'maxmemory-policy', 'noeviction');
    await cluster.replica.redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await checkRedis(env)).filter(({ status }) => status === 'fail')).toMatchObject([
      {
        check: 'redis eviction',
        found: expect.stringMatching(/^replica 127\.0\.0\.1:\d+: maxmemory-policy is allkeys-lru/),
      },
    ]);
    await cluster.replica.redis.config('SET', 'maxmemory-policy', 'noeviction');
  });

  it('is not taken for a single server', async () => {
    const REDIS_URL = cluster.url.replace('+cluster', '').replace(/,.*/, '');
    expect((await checkRedis({ REDIS_URL })).filter(({ status }) => status === 'fail')).toMatchObject([
      { check: 'redis role', advice: expect.stringContaining('redis+cluster://') },
    ]);
  });

  it('says what its nodes say of a wrong password, without telling it', async () => {
    const wrong = cluster.url.replace(/:[^:@]*@/, ':not-this-one@');
    const [finding] = await checkRedis({ REDIS_URL: wrong });
    expect(finding).toMatchObject({ status: 'fail', found: expect.stringContaining('WRONGPASS') });
    expect(JSON.stringify(finding)).not.toContain('not-this-one');
  });

  it('is found again by all when the master of the keys hangs and the replica takes its place', async () => {
    const writer = connectWriter(cluster.url, log);
    await writer.set(`${keys.prefix}:probe`, 'before');
    await cluster.master.redis.wait(1, 5_000);
    await cluster.master.kill('SIGSTOP');
    const slow = writer.set(`${keys.prefix}:probe`, 'after');
    const refused = await producer.get(`${keys.prefix}:probe`).catch((error: unknown) => error);
    expect(refused === 'before' || isPassing(refused)).toBe(true);
    await cluster.failedOver();
    expect(await slow).toBe('OK');
    let found: string | null = null;
    while (found !== 'after') {
      found = await producer.get(`${keys.prefix}:probe`).catch((error: unknown) => {
        expect(isPassing(error)).toBe(true);
        return null;
      });
    }
    await cluster.master.kill('SIGCONT');
    await disconnect(writer);
  });
});
