import type { Services } from '../services.js';

export interface QueueDepth {
  /** Questions accepted and not finished. */
  open: number;
  waiting: number;
  active: number;
  /** 0 when none is open. */
  oldest_age_s: number;
}

/** How much there is to do, in one round trip; prioritised jobs wait too. */
export async function queueDepth({
  redis,
  keys,
  queue,
  config,
}: Pick<Services, 'redis' | 'keys' | 'queue' | 'config'>): Promise<QueueDepth> {
  const [open, jobs, oldest] = await Promise.all([
    redis.zcard(keys.open),
    queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'),
    redis.zrange(keys.open, '0', '0', 'WITHSCORES'),
  ]);
  const count = (state: string) => jobs[state] ?? 0;
  // Open questions are kept by the time at which they fail.
  const acceptedAtMs = oldest[1] === undefined ? undefined : Number(oldest[1]) - config.deadlineMs;
  return {
    open,
    waiting: count('waiting') + count('prioritized') + count('delayed'),
    active: count('active'),
    oldest_age_s: acceptedAtMs === undefined ? 0 : Math.max(0, (Date.now() - acceptedAtMs) / 1_000),
  };
}
