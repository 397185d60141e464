import { QUEUES, type QueueName } from '../../shared/questions/queue.js';
import type { Services } from '../services.js';

export interface QueueDepth {
  /** Questions accepted and not finished. */
  open: number;
  /** 0 when none is open. */
  oldest_age_s: number;
  queues: Record<QueueName, { waiting: number; active: number }>;
}

/** How much there is to do, in one round trip; prioritised jobs wait too. */
export async function queueDepth({
  redis,
  keys,
  queues,
  config,
}: Pick<Services, 'redis' | 'keys' | 'queues' | 'config'>): Promise<QueueDepth> {
  const [open, oldest, ...counted] = await Promise.all([
    redis.zcard(keys.open),
    redis.zrange(keys.open, '0', '0', 'WITHSCORES'),
    ...QUEUES.map(async (name) => {
      const jobs = await queues[name].getJobCounts('waiting', 'prioritized', 'delayed', 'active');
      const count = (state: string) => jobs[state] ?? 0;
      const waiting = count('waiting') + count('prioritized') + count('delayed');
      return [name, { waiting, active: count('active') }] as const;
    }),
  ]);
  // Open questions are kept by the time at which they fail.
  const acceptedAtMs = oldest[1] === undefined ? undefined : Number(oldest[1]) - config.deadlineMs;
  return {
    open,
    oldest_age_s: acceptedAtMs === undefined ? 0 : Math.max(0, (Date.now() - acceptedAtMs) / 1_000),
    queues: Object.fromEntries(counted) as QueueDepth['queues'],
  };
}
