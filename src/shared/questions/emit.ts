import type { RedisClient } from '../process/redis/client.js';
import type { QuestionEventType } from '../contract/events.js';
import type { Keys } from './keys.js';
import { defineScript } from '../process/script.js';

/** An event on its way to the stream: `data` is JSON. */
export interface PendingEvent {
  type: QuestionEventType;
  data: string;
}

/** Appends the events in ARGV from `first` on, two a time; expects KEYS[2] = stream, `channel` and `events` set. */
export const LUA_APPEND_EVENTS = `
local function append(first)
  for i = first, #ARGV, 2 do
    events = events + 1
    redis.call('XADD', KEYS[2], events .. '-0', 'type', ARGV[i], 'data', ARGV[i + 1])
    redis.call('PUBLISH', channel, events .. ' ' .. ARGV[i] .. ' ' .. ARGV[i + 1])
  end
end
`;

// KEYS question, events
// ARGV attempt token, channel, 1 = let go of the question, then type and data of each event
const emitScript = defineScript(
  'agrobotEmit',
  `
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'events', 'queue')
if q[1] ~= 'in_progress' or q[2] ~= ARGV[1] then return { 'refused' } end
local channel, events = ARGV[2], tonumber(q[3])
${LUA_APPEND_EVENTS}
append(4)
redis.call('HSET', KEYS[1], 'events', events)
if ARGV[3] == '1' then
  redis.call('HSET', KEYS[1], 'attempt', '')
  -- Its place in the first queue is long past: a handed over question is in progress until it ends.
  if not q[4] then redis.call('HSET', KEYS[1], 'status', 'queued') end
end
return { 'ok' }
`,
);

/**
 * Writes an attempt's progress to the question's stream.
 * @returns false when the attempt is no longer the one that may write: it should stop.
 */
export async function emitEvents(
  redis: RedisClient,
  keys: Keys,
  id: string,
  attempt: string,
  events: PendingEvent[],
): Promise<boolean> {
  const reply = await emitScript(
    redis,
    [keys.question(id), keys.events(id)],
    [attempt, keys.channel(id), 0, ...events.flatMap(({ type, data }) => [type, data])],
  );
  return reply[0] === 'ok';
}

/** Lets go of a question without an ending, so that its next start does not count as a crash. */
export async function releaseQuestion(
  redis: RedisClient,
  keys: Keys,
  id: string,
  attempt: string,
): Promise<boolean> {
  const reply = await emitScript(redis, [keys.question(id), keys.events(id)], [attempt, keys.channel(id), 1]);
  return reply[0] === 'ok';
}
