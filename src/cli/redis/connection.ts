import { Redis } from 'ioredis';

/** Runs `ask` on a connection of its own and closes it. Rejects when there is no answer within `timeoutMs`. */
export async function withRedis<T>(
  url: string,
  timeoutMs: number,
  ask: (redis: Redis) => Promise<T>,
): Promise<T> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // The client's timer for a slow close would keep a finished command alive for two seconds.
    disconnectTimeout: 0,
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
    throw reason ?? error;
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

/** A Redis URL without its password, for a person to read. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
