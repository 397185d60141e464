import type { Redis } from 'ioredis';
import { z } from 'zod';
import { locationSchema } from '../contract/question.js';
import { RECORD_VERSION } from './accept.js';
import type { Keys } from './keys.js';
import { defineScript, LUA_NOW_MS } from './script.js';

/** A question that has killed this many processes is not tried again. */
export const POISON_CRASHES = 2;
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
  waitedMs: number;
  /** What the conversation remembers, as the answer before wrote it. */
  remembered: string | null;
}

export type StartOutcome =
  | StartedQuestion
  | { outcome: 'poison'; conversationId: string }
  /** Nothing to do: the record is gone, or another attempt or a cancellation was first. */
  | { outcome: 'gone' | 'finished' }
  /** Try again later: the conversation's turn before is open, or the record is of a newer version than this code. */
  | { outcome: 'previous_open' | 'newer' };

// KEYS question, events, counters
// ARGV attempt token, started_at (ISO), record version, poison limit, wait for the previous turn (ms), channel, prefix
const startScript = defineScript(
  'agrobotStart',
  `
${LUA_NOW_MS}
local q = redis.call('HMGET', KEYS[1], 'status', 'attempt', 'crashes', 'sequence', 'turn', 'asked',
  'conversation', 'accepted', 'v', 'events', 'turn_waits_since')
local status = q[1]
if not status then return { 'gone' } end
if tonumber(q[9]) > tonumber(ARGV[3]) then return { 'newer' } end
if status ~= 'queued' and status ~= 'in_progress' then return { 'finished' } end

-- All keys share one hash tag, so the conversation, known only from the record, is on this node too.
local conversation = redis.call('HMGET', ARGV[7] .. q[7], 'finished', 'remembered')
local turn = tonumber(q[5])
if turn > 1 and tonumber(conversation[1] or 0) < turn - 1 then
  -- From its first start, not from its acceptance: a long queue must not cost a turn its context.
  local since = tonumber(q[11] or now)
  if not q[11] then redis.call('HSET', KEYS[1], 'turn_waits_since', now) end
  if now - since < tonumber(ARGV[5]) then return { 'previous_open' } end
end

-- An attempt that neither finished nor let go most likely took its process with it; a process that lost touch with
-- Redis for longer than its lock is counted too. (The same token again: a lost reply.)
local crashes = tonumber(q[3] or 0)
if status == 'in_progress' and q[2] ~= ARGV[1] then crashes = crashes + 1 end
redis.call('HSET', KEYS[1], 'status', 'in_progress', 'attempt', ARGV[1], 'crashes', crashes)
if crashes >= tonumber(ARGV[4]) then return { 'poison', q[7] } end
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
  redis: Redis,
  keys: Keys,
  id: string,
  attempt: string,
): Promise<StartOutcome> {
  const reply = await startScript(
    redis,
    [keys.question(id), keys.events(id), keys.counters],
    [
      attempt,
      new Date().toISOString(),
      RECORD_VERSION,
      POISON_CRASHES,
      PREVIOUS_TURN_WAIT_MS,
      keys.channel(id),
      keys.conversation(''),
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
        remembered: reply[5] === null || reply[5] === undefined ? null : String(reply[5]),
      };
    }
    case 'poison':
      return { outcome, conversationId: String(reply[1]) };
    case 'gone':
    case 'finished':
    case 'previous_open':
    case 'newer':
      return { outcome };
    default:
      throw new Error(`start answered "${outcome}"`);
  }
}
