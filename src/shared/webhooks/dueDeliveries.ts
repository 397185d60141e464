import type { Queue } from 'bullmq';
import type { RedisClient } from '../process/redis/client.js';
import { LUA_NOW_MS } from '../process/script.js';
import { DELIVERY_VERSION } from './deliveries.js';
import { dueKey, type Installation } from './keys.js';
import { addDelivery, type DeliveryJob } from './queue.js';

/** What has been due for less may still be on its way into the queue. */
const ADD_AFTER_MS = 10_000;
/** Oldest first: what stands behind these is looked at when these have been delivered or put off. */
const PAGE = 1_000;

/**
 * For the script that ends a question: defines `oweDelivery`, which in the same step notes that the ending is to be
 * delivered. So whatever dies afterwards, the sweep finds it.
 *
 *     oweDelivery(deliveryKey, dueKey, id, url, retentionS)
 *
 * The keys are two of KEYS, `deliveryKey(keys, id)` and `dueKey(keys)`; `retentionS` is that of the question, so that
 * both are forgotten together. Expects no variable and leaves none but itself.
 */
export const LUA_OWE_DELIVERY = `
local function oweDelivery(deliveryKey, dueKey, id, url, retentionS)
  ${LUA_NOW_MS}
  redis.call('HSET', deliveryKey, 'v', ${DELIVERY_VERSION}, 'url', url, 'state', 'pending', 'attempts', 0, 'next', now)
  redis.call('EXPIRE', deliveryKey, retentionS)
  redis.call('ZADD', dueKey, now, id)
end
`;

/**
 * One round of the sweep: deliveries that are due, but that no job carries (their process died before it could add one,
 * or BullMQ gave the job up), are added.
 * @param nowMs Redis' own time
 * @returns how many were added
 */
export async function addDueDeliveries(
  redis: RedisClient,
  queue: Queue<DeliveryJob>,
  keys: Installation,
  nowMs: number,
): Promise<number> {
  const ids = await redis.zrangebyscore(dueKey(keys), '-inf', nowMs - ADD_AFTER_MS, 'LIMIT', 0, PAGE);
  if (ids.length === 0) return 0;
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hmget(queue.toKey(id), 'timestamp', 'finishedOn');
  const jobs = await pipeline.exec();
  let added = 0;
  for (const [index, id] of ids.entries()) {
    const [error, fields] = jobs?.[index] ?? [];
    if (error || !fields) continue;
    const [timestamp, finishedOn] = fields as (string | null)[];
    if (timestamp && !finishedOn) continue;
    // Its id would be taken for known as long as the finished job is kept.
    if (finishedOn) await queue.remove(id);
    await addDelivery(queue, id);
    added++;
  }
  return added;
}
