import type { RedisClient } from '../process/redis/client.js';
import { defineScript } from '../process/script.js';
import { RECORD_VERSION } from './accept.js';
import { LUA_APPEND_EVENTS, type PendingEvent } from './emit.js';
import type { Keys } from './keys.js';
import type { QueueName } from './queue.js';

/** A worker that knows only one queue puts such a record back, instead of answering it by itself. */
export const HANDED_OVER_VERSION = RECORD_VERSION + 1;

// KEYS question, events, callers
// ARGV attempt token, channel, queue, what it carries, version of the record, then type and data of each pending event
const handOverScript = defineScript(
  'agrobotHandOver',
  `
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'queue', 'events', 'caller')
local open = redis.call('HGET', KEYS[3], q[5] or '') or 0
-- The same call again: its first reply was lost on the way.
if q[1] == 'in_progress' and q[3] == ARGV[3] then return { 'ok', open } end
if q[1] ~= 'in_progress' or q[2] ~= ARGV[1] then return { 'refused' } end
local channel, events = ARGV[2], tonumber(q[4])
${LUA_APPEND_EVENTS}
append(6)
redis.call('HSET', KEYS[1], 'v', ARGV[5], 'queue', ARGV[3], 'carried', ARGV[4], 'attempt', '', 'events', events)
return { 'ok', open }
`,
);

export interface HandOver {
  queue: QueueName;
  /** JSON of what the next attempt need not find out again. */
  carried: string;
  /** Events that were still waiting to be written. */
  pending: PendingEvent[];
}

/**
 * Lets go of a question so that another queue's job goes on with it; it stays in progress. That job is added
 * afterwards; the sweep adds it should this process die in between.
 * @returns how many questions its caller has open, or null when the attempt is no longer the one that may write: it
 *   should stop
 */
export async function handOverQuestion(
  redis: RedisClient,
  keys: Keys,
  id: string,
  attempt: string,
  { queue, carried, pending }: HandOver,
): Promise<{ callerOpen: number } | null> {
  const [outcome, open] = await handOverScript(
    redis,
    [keys.question(id), keys.events(id), keys.callers],
    [
      attempt,
      keys.channel(id),
      queue,
      carried,
      HANDED_OVER_VERSION,
      ...pending.flatMap(({ type, data }) => [type, data]),
    ],
  );
  return outcome === 'ok' ? { callerOpen: Number(open) } : null;
}
