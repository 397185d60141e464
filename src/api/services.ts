import type { RedisClient } from '../shared/process/redis/client.js';
import type { Logger } from '../shared/process/logger.js';
import type { Traces } from '../shared/process/traces/traces.js';
import type { Follower } from '../shared/questions/follow.js';
import type { Keys } from '../shared/questions/keys.js';
import type { Queues } from '../shared/questions/openQueues.js';
import type { ApiConfig } from './config.js';
import type { Callers } from './http/callers.js';
import type { RateLimit } from './http/rateLimit.js';
import type { ApiMetrics } from './metrics.js';
import type { RedisWatch } from './redisWatch.js';
import type { OpenStreams } from './sse/openStreams.js';
import type { Waits } from './questions/waits.js';

/** What handlers work with; made once Redis is there. */
export interface Services {
  config: ApiConfig;
  version: string;
  log: Logger;
  redis: RedisClient;
  keys: Keys;
  queues: Queues;
  follower: Follower;
  watch: RedisWatch;
  callers: Callers;
  /** Null where callers may ask as often as they like. */
  rateLimit: RateLimit | null;
  waits: Waits;
  streams: OpenStreams;
  metrics: ApiMetrics;
  traces: Traces;
}
