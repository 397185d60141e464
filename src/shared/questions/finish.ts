import type { RedisClient } from '../process/redis/client.js';
import { LUA_OWE_DELIVERY } from '../webhooks/dueDeliveries.js';
import { deliveryKey, dueKey } from '../webhooks/keys.js';
import { LUA_APPEND_EVENTS, type PendingEvent } from './emit.js';
import type { Keys } from './keys.js';
import { finishedQuestionJson, type Ending } from './resource.js';
import { defineScript } from '../process/script.js';

/** How long a finished question's stream serves readers; afterwards the record answers. */
const STREAM_AFTER_END_S = 60;

export interface Finish {
  id: string;
  conversationId: string;
  /** Attempt token of the worker, or null for a cancellation or the sweep, which may end any open question. */
  attempt: string | null;
  endedAtMs: number;
  ending: Ending;
  /** Events that were still waiting to be written. */
  pending?: PendingEvent[];
  explanation?: string;
  /** What the next turn of the conversation may lean on. */
  remember?: string;
  retentionS: number;
  rememberMs: number;
  /** Called where the ending is to be delivered to a webhook; should it never be, the sweep finds out. */
  onOwed?: (id: string) => Promise<void>;
}

export type FinishOutcome = 'finished' | 'already_finished' | 'superseded' | 'gone';

// KEYS question, events, open, callers, conversation, delivery, due deliveries
// ARGV attempt token or '', channel, id, status, resource, explanation, retention (s), stream lifetime (s),
//      remembered or '', conversation lifetime (ms), then type and data of each pending event
const finishScript = defineScript(
  'agrobotFinish',
  `
${LUA_OWE_DELIVERY}
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'caller', 'turn', 'events', 'v', 'inbox', 'asked',
  'webhook', 'idempotency')
if not q[1] then
  -- Without a record nothing is owed to anyone; only its place among the open ones may be left.
  redis.call('ZREM', KEYS[3], ARGV[3])
  return { 'gone' }
end
if q[1] ~= 'queued' and q[1] ~= 'in_progress' then return { 'already_finished' } end
if ARGV[1] ~= '' and q[2] ~= ARGV[1] then return { 'superseded' } end

local channel, events = ARGV[2], tonumber(q[5])
${LUA_APPEND_EVENTS}
append(11)
events = events + 1
local type = 'question.' .. ARGV[4]
redis.call('XADD', KEYS[2], events .. '-0', 'type', type, 'data', '')
redis.call('EXPIRE', KEYS[2], ARGV[8])

redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', q[6], 'status', ARGV[4], 'events', events, 'resource', ARGV[5])
-- For forgetting all of it.
if q[10] then redis.call('HSET', KEYS[1], 'idempotency', q[10]) end
-- What was asked is kept for review, without where it was asked.
if ARGV[4] == 'completed' and q[8] then redis.call('HSET', KEYS[1], 'text', cjson.decode(q[8]).text) end
if ARGV[6] ~= '' then redis.call('HSET', KEYS[1], 'explanation', ARGV[6]) end
redis.call('EXPIRE', KEYS[1], ARGV[7])
redis.call('ZREM', KEYS[3], ARGV[3])
if redis.call('HINCRBY', KEYS[4], q[3], -1) <= 0 then redis.call('HDEL', KEYS[4], q[3]) end

-- An older turn never overwrites what a newer one left; a conversation that was deleted stays deleted.
local turn = tonumber(q[4])
if redis.call('EXISTS', KEYS[5]) == 1 and tonumber(redis.call('HGET', KEYS[5], 'finished') or 0) < turn then
  redis.call('HSET', KEYS[5], 'finished', turn)
  if ARGV[9] ~= '' then redis.call('HSET', KEYS[5], 'remembered', ARGV[9]) end
  redis.call('PEXPIRE', KEYS[5], ARGV[10])
end
local message = events .. ' ' .. type .. ' ' .. ARGV[5]
redis.call('PUBLISH', channel, message)
if q[7] then redis.call('PUBLISH', q[7], ARGV[3] .. ' ' .. message) end
if not q[9] then return { 'finished' } end
oweDelivery(KEYS[6], KEYS[7], ARGV[3], q[9], ARGV[7])
return { 'finished', 'owed' }
`,
);

/** Ends a question: state, result and terminal event together. The first ending wins, all later ones are refused. */
export async function finishQuestion(redis: RedisClient, keys: Keys, finish: Finish): Promise<FinishOutcome> {
  const { id, conversationId, ending } = finish;
  const reply = await finishScript(
    redis,
    [
      keys.question(id),
      keys.events(id),
      keys.open,
      keys.callers,
      keys.conversation(conversationId),
      deliveryKey(keys, id),
      dueKey(keys),
    ],
    [
      finish.attempt ?? '',
      keys.channel(id),
      id,
      ending.status,
      finishedQuestionJson(id, conversationId, finish.endedAtMs, ending),
      finish.explanation ?? '',
      finish.retentionS,
      STREAM_AFTER_END_S,
      finish.remember ?? '',
      finish.rememberMs,
      ...(finish.pending ?? []).flatMap(({ type, data }) => [type, data]),
    ],
  );
  if (reply[1] === 'owed') await finish.onOwed?.(id);
  return reply[0] as FinishOutcome;
}
