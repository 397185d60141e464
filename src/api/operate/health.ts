import { liveWorkers } from '../../shared/questions/heartbeats.js';
import type { Reply } from '../http/reply.js';
import type { Gate } from '../redisWatch.js';
import type { Services } from '../services.js';
import { queueDepth } from './queueDepth.js';

/**
 * `GET /health`, for people and load balancers: 200 while questions can be taken (`ok`, or `degraded` where no worker
 * was heard of or Redis is nearly full), 503 while Redis is away or this process drains.
 */
export async function health(
  version: string,
  gate: Gate,
  services: Pick<Services, 'redis' | 'keys' | 'queues' | 'config'> | null,
): Promise<Reply> {
  const { draining, watch } = gate;
  if (draining || !services || !watch?.isThere()) {
    const redis = watch?.isThere() ? 'ok' : 'away';
    return say(503, { status: draining ? 'draining' : 'unavailable', version, redis, workers: [] });
  }
  try {
    const [depth, workers] = await Promise.all([
      queueDepth(services),
      liveWorkers(services.redis, services.keys, Date.now()),
    ]);
    const isWell = workers.length > 0 && !watch.isFull();
    return say(200, {
      status: isWell ? 'ok' : 'degraded',
      version,
      redis: watch.isFull() ? 'full' : 'ok',
      redis_memory_used: watch.usedShare(),
      queue: depth,
      workers,
    });
  } catch {
    return say(503, { status: 'unavailable', version, redis: 'away', workers: [] });
  }
}

function say(status: number, body: object): Reply {
  return { status, headers: { 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
