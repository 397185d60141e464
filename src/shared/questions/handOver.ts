import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';
import type { QueueName } from './queue.js';
import { defineScript } from '../process/script.js';

// KEYS question
// ARGV attempt token, queue, what it carries
const handOverScript = defineScript(
  'agrobotHandOver',
  `
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'queue')
-- The same call again: its first reply was lost on the way.
if q[1] == 'in_progress' and q[3] == ARGV[2] then return { 'ok' } end
if q[1] ~= 'in_progress' or q[2] ~= ARGV[1] then return { 'refused' } end
redis.call('HSET', KEYS[1], 'queue', ARGV[2], 'carried', ARGV[3], 'attempt', '')
return { 'ok' }
`,
);

/**
 * Lets go of a question so that another queue's job goes on with it; it stays in progress. That job is added
 * afterwards; the sweep adds it should this process die in between.
 * @param carried JSON of what the next attempt need not find out again
 * @returns false when the attempt is no longer the one that may write: it should stop
 */
export async function handOverQuestion(
  redis: Redis,
  keys: Keys,
  id: string,
  attempt: string,
  { queue, carried }: { queue: QueueName; carried: string },
): Promise<boolean> {
  const [outcome] = await handOverScript(redis, [keys.question(id)], [attempt, queue, carried]);
  return outcome === 'ok';
}
