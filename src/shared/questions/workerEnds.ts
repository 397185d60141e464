import type { RedisClient } from '../process/redis/client.js';
import type { Keys } from './keys.js';

/**
 * How workers ended that were not told to stop: `lost` without a word (a crash, a kill), `memory` and `jobs` because
 * they asked to be replaced.
 */
export const WORKER_ENDS = ['lost', 'memory', 'jobs'] as const;
export type WorkerEnd = (typeof WORKER_ENDS)[number];

/** Kept in Redis: a worker that ends is gone before Prometheus asks it. */
export async function countWorkerEnd(
  redis: RedisClient,
  keys: Keys,
  end: WorkerEnd,
  times = 1,
): Promise<void> {
  await redis.hincrby(keys.workerEnds, end, times);
}

/** Since the installation began. */
export async function readWorkerEnds(redis: RedisClient, keys: Keys): Promise<Record<WorkerEnd, number>> {
  const counts = await redis.hmget(keys.workerEnds, ...WORKER_ENDS);
  const [lost, memory, jobs] = counts.map(Number);
  return { lost: lost!, memory: memory!, jobs: jobs! };
}
