import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import { locationSchema } from '../contract/question.js';
import { HANDED_OVER_VERSION } from './handOver.js';
import type { Keys } from './keys.js';
import type { QueueName } from './queue.js';
import { defineScript, LUA_NOW_MS } from '../process/script.js';

/**
 * A question that has killed this many processes is not tried again. One that waits for others outside is more often
 * the neighbour of what kills: it runs for seconds beside all else, and has been read without harm before.
 */
const POISON_CRASHES = { questions: 2, compositions: 5 };
/** How long a turn waits for the turn before it, in all. */
const PREVIOUS_TURN_WAIT_MS = 3_000;

const askedSchema = z.object({ text: z.string(), location: locationSchema.nullable() });

export interface StartedQuestion {
  outcome: 'started';
  text: string;
  location: z.infer<typeof locationSchema> | null;
  conversationId: string;
  /** Attempts that neither finished nor let go: their process died, or lost touch with Redis for longer than its lock. */
  crashes: number;
  /** Since it was accepted. */
  waitedMs: number;
  /** What the hand-over carried; null on the questions queue. */
  carried: string | null;
  /** An attempt before this one may have written to the stream: of the same queue, and not finished. */
  isRepeat: boolean;
  /** What the conversation remembers, as the answer before wrote it. */
  remembered: string | null;
}

export type StartOutcome =
  | StartedQuestion
  | { outcome: 'poison'; conversationId: string }
  /** Nothing to do: the record is gone, or another attempt or a cancellation was first. */
  | { outcome: 'gone' | 'finished' }
  /** Try again later: the conversation's turn before is open, or the record is of a newer version than this code. */
  | { outcome: 'previous_open' | 'newer' }
  /** It was handed over to the other queue: that one's job has to be there. */
  | { outcome: 'handed_over' };

// KEYS question, events, counters
// ARGV attempt token, started_at (ISO), record version, poison limit, wait for the previous turn (ms), channel, prefix,
//      queue
const startScript = defineScript(
  'agrobotStart',
  `
${LUA_NOW_MS}
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'crashes', 'sequence', 'turn', 'asked',
  'conversation', 'accepted', 'v', 'events', 'turn_waits_since', 'queue', 'carried')
local status = q[1]
if not status then return { 'gone' } end
if tonumber(q[9]) > tonumber(ARGV[3]) then return { 'newer' } end
if status ~= 'queued' and status ~= 'in_progress' then return { 'finished' } end
if (q[12] or 'questions') ~= ARGV[8] then return { 'handed_over' } end

-- All keys share one hash tag, so the conversation, known only from the record, is on this node too.
local conversation = redis.call('HMGET', ARGV[7] .. q[7], 'finished', 'remembered')
local turn = tonumber(q[5])
if not q[12] and turn > 1 and tonumber(conversation[1] or 0) < turn - 1 then
  -- From its first start, not from its acceptance: a long queue must not cost a turn its context.
  local since = tonumber(q[11] or now)
  if not q[11] then redis.call('HSET', KEYS[1], 'turn_waits_since', now) end
  if now - since < tonumber(ARGV[5]) then return { 'previous_open' } end
end

-- An attempt that neither finished nor let go most likely took its process with it; a process that lost touch with
-- Redis for longer than its lock is counted too. (The same token again: a lost reply.)
local crashes = tonumber(q[3] or 0)
if status == 'in_progress' and q[2] ~= '' and q[2] ~= ARGV[1] then crashes = crashes + 1 end
redis.call('HSET', KEYS[1], 'status', 'in_progress', 'attempt', ARGV[1], 'crashes', crashes)
if crashes >= tonumber(ARGV[4]) then return { 'poison', q[7] } end
if q[12] then
  local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
  return { 'started', q[6], q[7], crashes, now - q[8], conversation[2] or false, q[13], attempts }
end
local events = redis.call('HINCRBY', KEYS[1], 'events', 1)

local started = tonumber(redis.call('HGET', KEYS[3], 'started') or 0)
if tonumber(q[4]) > started then redis.call('HSET', KEYS[3], 'started', q[4]) end
local data = '{"started_at":"' .. ARGV[2] .. '"}'
redis.call('XADD', KEYS[2], events .. '-0', 'type', 'question.started', 'data', data)
redis.call('PUBLISH', ARGV[6], events .. ' question.started ' .. data)
return { 'started', q[6], q[7], crashes, now - q[8], conversation[2] or false }
`,
);

/**
 * Takes a question for one attempt. From here on only this attempt's token may write to it, until it finishes,
 * lets go, or a later attempt starts.
 */
export async function startQuestion(
  redis: RedisClient,
  keys: Keys,
  id: string,
  attempt: string,
  queue: QueueName = 'questions',
): Promise<StartOutcome> {
  const reply = await startScript(
    redis,
    [keys.question(id), keys.events(id), keys.counters],
    [
      attempt,
      new Date().toISOString(),
      HANDED_OVER_VERSION,
      POISON_CRASHES[queue],
      PREVIOUS_TURN_WAIT_MS,
      keys.channel(id),
      keys.conversation(''),
      queue,
    ],
  );
  const outcome = reply[0];
  switch (outcome) {
    case 'started': {
      const asked = askedSchema.parse(JSON.parse(String(reply[1])));
      return {
        outcome,
        ...asked,
        conversationId: String(reply[2]),
        crashes: Number(reply[3]),
        waitedMs: Number(reply[4]),
        remembered: textOf(reply[5]),
        carried: textOf(reply[6]),
        isRepeat: Number(reply[7] ?? 1) > 1,
      };
    }
    case 'poison':
      return { outcome, conversationId: String(reply[1]) };
    case 'gone':
    case 'finished':
    case 'previous_open':
    case 'newer':
    case 'handed_over':
      return { outcome };
    default:
      throw new Error(`start answered "${outcome}"`);
  }
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
