import type { RedisClient } from '../../../shared/process/redis/client.js';
import { defineScript, LUA_NOW_MS } from '../../../shared/process/script.js';
import { withPatience } from '../storePatience.js';
import { leftMs, pause, type Limits } from '../http/limits.js';

/** Behind a reserved slot, for the request itself. */
const REQUEST_MS = 500;

/**
 * Keys: when the next request may leave. Arguments: ms between two requests, longest wait in ms. A slot that would come
 * too late is not taken.
 */
const reserve = defineScript(
  'reserve a slot',
  `${LUA_NOW_MS}
local slot = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0'))
local wait = slot - now
if wait > tonumber(ARGV[2]) then return {'late', wait} end
local interval = tonumber(ARGV[1])
redis.call('SET', KEYS[1], slot + interval, 'PX', wait + interval + 1000)
return {'reserved', wait}`,
);

/** Waits for a turn; false: it would come too late. */
export type Limiter = (limits: Limits) => Promise<boolean>;

/**
 * Lets one request leave every `intervalMs`, of all replicas together, by Redis' own clock. Without Redis nobody could
 * hold to that: nothing leaves.
 * @throws the signal's reason
 */
export function createRedisLimiter(redis: RedisClient, key: string, intervalMs: number): Limiter {
  return async (limits) => {
    const longestMs = Math.floor(leftMs(limits) - REQUEST_MS);
    if (longestMs < 0) return false;
    const [state, waitMs] = await withPatience(reserve(redis, [key], [intervalMs, longestMs])).catch(() => [
      'away',
    ]);
    if (state !== 'reserved') return false;
    await pause(Number(waitMs), limits.signal);
    return true;
  };
}

/** The same for a process that runs alone. */
export function createLocalLimiter(intervalMs: number): Limiter {
  let nextAt = 0;
  return async (limits) => {
    const waitMs = Math.max(0, nextAt - performance.now());
    if (waitMs > leftMs(limits) - REQUEST_MS) return false;
    nextAt = performance.now() + waitMs + intervalMs;
    await pause(waitMs, limits.signal);
    return true;
  };
}
