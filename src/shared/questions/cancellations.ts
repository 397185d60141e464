import type { Redis } from 'ioredis';
import type { RedisClient } from '../process/redis/client.js';
import type { Keys } from './keys.js';

/** Tells all workers that a question was cancelled, so that the one that has it stops its calls to the outside. */
export async function announceCancellation(redis: RedisClient, keys: Keys, id: string): Promise<void> {
  await redis.publish(keys.cancellations, id);
}

export async function onCancellation(
  subscriber: Redis,
  keys: Keys,
  cancelled: (id: string) => void,
): Promise<void> {
  subscriber.on('message', (channel: string, id: string) => {
    if (channel === keys.cancellations) cancelled(id);
  });
  await subscriber.subscribe(keys.cancellations);
}
