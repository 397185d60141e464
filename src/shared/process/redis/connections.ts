import type { Redis } from 'ioredis';
import type { Logger } from '../logger.js';
import { parseRedisUrl } from './address.js';
import { openRedis, reasonOf, type Manner, type RedisClient } from './client.js';
import { openClusterSubscriber } from './clusterSubscriber.js';

/** Constant, not growing: after an outage of 20 s a worker resumed in 0.03 s instead of 18. */
const RETRY_DELAY_MS = 500;
/** A Redis that is hung, not dead, must not hold a request for ever. */
const COMMAND_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A server that hangs does not answer a goodbye; its commands go on elsewhere. */
const DISCONNECT_TIMEOUT_MS = 500;
/** Long enough for a worker's writes to wait out a restart of Redis, short enough to notice a hang. */
const WORKER_COMMAND_TIMEOUT_MS = 10_000;

const attempts = {
  retryDelayMs: RETRY_DELAY_MS,
  connectTimeoutMs: CONNECT_TIMEOUT_MS,
  disconnectTimeoutMs: DISCONNECT_TIMEOUT_MS,
};

const ROLES = {
  producer: { ...attempts, waits: false, commandTimeoutMs: COMMAND_TIMEOUT_MS, pipelines: true },
  writer: { ...attempts, waits: true, commandTimeoutMs: WORKER_COMMAND_TIMEOUT_MS, pipelines: true },
  'bull-worker': { ...attempts, waits: true, pipelines: true },
  subscriber: { ...attempts, waits: true, pipelines: false },
} satisfies Record<string, Manner>;

/**
 * For a request's commands: they fail at once while Redis is away, and after 2 s when it hangs or a Cluster looks for a
 * new master.
 */
export function connectProducer(url: string, log: Logger): RedisClient {
  return connect('producer', url, log);
}

/** For a worker's own writes: they wait while Redis is away, since what was answered must be written. */
export function connectWriter(url: string, log: Logger): RedisClient {
  return connect('writer', url, log);
}

/** For BullMQ's Worker, which blocks on its connection and must never give up. */
export function connectBullWorker(url: string, log: Logger): RedisClient {
  return connect('bull-worker', url, log);
}

/** For pub/sub: subscribes again by itself after every reconnection, and is `ready` then. */
export function connectSubscriber(url: string, log: Logger): Redis {
  const address = parseRedisUrl(url);
  const redis =
    address.kind === 'cluster'
      ? openClusterSubscriber(address, ROLES.subscriber)
      : (openRedis(address, ROLES.subscriber) as Redis);
  return withErrorLog(redis, 'subscriber', log);
}

function connect(role: keyof typeof ROLES, url: string, log: Logger): RedisClient {
  return withErrorLog(openRedis(parseRedisUrl(url), ROLES[role]), role, log);
}

/** Logged when it starts and when it is over, not at every attempt in between. */
function withErrorLog<Client extends RedisClient>(redis: Client, connection: string, log: Logger): Client {
  let away = false;
  redis.on('error', (error) => {
    if (away) return;
    away = true;
    log.error({ connection, reason: reasonOf(error) }, 'redis connection lost');
  });
  redis.on('ready', () => {
    if (away) log.info({ connection }, 'redis connection is back');
    away = false;
  });
  // One node of many: the commands go on as soon as another has taken its place.
  redis.on('node error', (error: Error, node: string) =>
    log.debug({ connection, node, reason: error.message }, 'redis node failed'),
  );
  redis.on('sentinelError', (error: Error) =>
    log.debug({ connection, reason: error.message }, 'redis sentinel failed'),
  );
  return redis;
}

/** Ends a connection without waiting for a Redis that may be gone. */
export async function disconnect(redis: RedisClient): Promise<void> {
  if (redis.status !== 'ready') {
    redis.disconnect();
    return;
  }
  await redis.quit().catch(() => redis.disconnect());
  // The sentinels that it listened to have connections of their own.
  if ('sentinels' in redis.options && redis.options.sentinels) redis.disconnect();
}
