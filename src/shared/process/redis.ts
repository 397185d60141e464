import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './logger.js';

/** Constant, not growing: after an outage of 20 s a worker resumed in 0.03 s instead of 18. */
const RETRY_DELAY_MS = 500;
/** A Redis that is hung, not dead, must not hold a request for ever. */
const COMMAND_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Long enough for a worker's writes to wait out a restart of Redis, short enough to notice a hang. */
const WORKER_COMMAND_TIMEOUT_MS = 10_000;

const common = {
  retryStrategy: () => RETRY_DELAY_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
  // An address that fails over (a sentinel behind a name, a read-only replica) is looked up again.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

/** For a request's commands: they fail at once while Redis is away, and after 2 s when it hangs. */
export function connectProducer(url: string, log: Logger): Redis {
  return withErrorLog(
    new Redis(url, {
      ...common,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      enableAutoPipelining: true,
    }),
    'producer',
    log,
  );
}

/** For a worker's own writes: they wait while Redis is away, since what was answered must be written. */
export function connectWriter(url: string, log: Logger): Redis {
  return withErrorLog(
    new Redis(url, {
      ...common,
      maxRetriesPerRequest: null,
      commandTimeout: WORKER_COMMAND_TIMEOUT_MS,
      enableAutoPipelining: true,
    }),
    'writer',
    log,
  );
}

/** For BullMQ's Worker, which blocks on its connection and must never give up. */
export function connectBullWorker(url: string, log: Logger): Redis {
  return withErrorLog(
    new Redis(url, { ...common, maxRetriesPerRequest: null, enableAutoPipelining: true }),
    'bull-worker',
    log,
  );
}

/** For pub/sub: subscribes again by itself after every reconnection. */
export function connectSubscriber(url: string, log: Logger): Redis {
  return withErrorLog(new Redis(url, { ...common, maxRetriesPerRequest: null }), 'subscriber', log);
}

/** Logged when it starts and when it is over, not at every attempt in between. */
function withErrorLog(redis: Redis, connection: string, log: Logger): Redis {
  let away = false;
  redis.on('error', (error) => {
    if (away) return;
    away = true;
    log.error({ connection, reason: error.message }, 'redis connection lost');
  });
  redis.on('ready', () => {
    if (away) log.info({ connection }, 'redis connection is back');
    away = false;
  });
  return redis;
}

/** Ends a connection without waiting for a Redis that may be gone. */
export async function disconnect(redis: Redis): Promise<void> {
  if (redis.status === 'ready') {
    await redis.quit().catch(() => redis.disconnect());
  } else {
    redis.disconnect();
  }
}

/** Whether an error is of Redis' state (full, loading, read-only, away, too slow) and not of the command: it passes. */
export function isPassing(error: unknown): boolean {
  const { message = '' } = error as Error;
  return /^(OOM|LOADING|READONLY|MISCONF|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)|Command timed out|Connection is closed|ECONN|EPIPE|ETIMEDOUT|Stream isn't writeable|max retries/i.test(
    message,
  );
}
