import { parseRedisUrl } from '../../shared/process/redis/address.js';
import { openRedis, reasonOf, type RedisClient } from '../../shared/process/redis/client.js';

/**
 * Runs `ask` on a connection of its own to what REDIS_URL may name (a server, sentinels, a Cluster) and closes it.
 * Rejects when there is no answer within `timeoutMs`.
 */
export async function withRedis<T>(
  url: string,
  timeoutMs: number,
  ask: (redis: RedisClient) => Promise<T>,
): Promise<T> {
  const redis = openRedis(parseRedisUrl(url), {
    retryDelayMs: null,
    connectTimeoutMs: timeoutMs,
    commandTimeoutMs: timeoutMs,
    waits: false,
    pipelines: false,
    lazy: true,
    // The client's timer for a slow close would keep a finished command alive for two seconds.
    disconnectTimeoutMs: 0,
  });
  let reason: Error | undefined;
  redis.on('error', (error: Error) => (reason = error));
  const answered = async () => {
    await redis.connect();
    return ask(redis);
  };
  // The client's own limits leave out the greeting: a program may accept the connection and say nothing.
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([answered(), tooLate]);
  } catch (error) {
    throw explained(reason ?? error);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

/** With what the last node of a Cluster said. */
function explained(error: unknown): unknown {
  const reason = reasonOf(error);
  return error instanceof Error && error.message === reason ? error : new Error(reason, { cause: error });
}
