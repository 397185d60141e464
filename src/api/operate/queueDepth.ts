import { QUEUES, type QueueName } from '../../shared/questions/queue.js';
import { dueKey } from '../../shared/webhooks/keys.js';
import type { Services } from '../services.js';

export interface QueueDepth {
  /** Questions accepted and not finished. */
  open: number;
  /** Of the oldest open question; 0 when none is open. */
  oldest_age_s: number;
  /** How long the delivery to a webhook that waits longest has been due; 0 when none is. */
  oldest_delivery_age_s: number;
  queues: Record<QueueName, { waiting: number; active: number }> & {
    /** `delayed`: a receiver failed, and is tried again later. */
    webhooks: { waiting: number; active: number; delayed: number };
  };
}

/** How much there is to do, in one round trip; prioritised jobs wait too. */
export async function queueDepth({
  redis,
  keys,
  queues,
  config,
}: Pick<Services, 'redis' | 'keys' | 'queues' | 'config'>): Promise<QueueDepth> {
  const [open, oldest, oldestDelivery, deliveries, ...counted] = await Promise.all([
    redis.zcard(keys.open),
    redis.zrange(keys.open, '0', '0', 'WITHSCORES'),
    redis.zrange(dueKey(keys), '0', '0', 'WITHSCORES'),
    queues.webhooks.getJobCounts('waiting', 'active', 'delayed'),
    ...QUEUES.map(async (name) => {
      const jobs = await queues[name].getJobCounts('waiting', 'prioritized', 'delayed', 'active');
      const count = (state: string) => jobs[state] ?? 0;
      const waiting = count('waiting') + count('prioritized') + count('delayed');
      return [name, { waiting, active: count('active') }] as const;
    }),
  ]);
  const { waiting = 0, active = 0, delayed = 0 } = deliveries;
  return {
    open,
    // Open questions are kept by the time at which they fail.
    oldest_age_s: ageInSeconds(oldest, config.deadlineMs),
    // Deliveries by the time at which the next attempt is due.
    oldest_delivery_age_s: ageInSeconds(oldestDelivery, 0),
    queues: {
      ...(Object.fromEntries(counted) as Record<QueueName, { waiting: number; active: number }>),
      webhooks: { waiting, active, delayed },
    },
  };
}

/** @param oldest member and score, as Redis tells them; empty where there is none */
function ageInSeconds([, atMs]: readonly string[], aheadMs: number): number {
  return atMs === undefined ? 0 : Math.max(0, (Date.now() - Number(atMs) + aheadMs) / 1_000);
}
