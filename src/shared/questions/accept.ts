import type { RedisClient } from '../process/redis/client.js';
import type { Location, OpenQuestion } from '../contract/question.js';
import type { Keys } from './keys.js';
import { openQuestionJson } from './resource.js';
import { defineScript, LUA_NOW_MS } from '../process/script.js';

/** Version of the record's form as it is accepted; a hand-over raises it to the next. */
export const RECORD_VERSION = 1;

export interface AcceptInput {
  id: string;
  text: string;
  location: Location | null;
  /** SHA-256 or address of who asks; open questions are counted by it. */
  caller: string;
  conversation: { id: string; isNew: boolean };
  /** Channel that hears the ending besides the question's own: of a process that holds a request back for it. */
  inbox?: string;
  /** Where the ending is to be delivered. */
  webhookUrl?: string;
  /** The caller's key and the hash of the body it came with. */
  idempotency?: { key: string; bodyHash: string };
}

export interface AcceptLimits {
  openPerCaller: number;
  openInAll: number;
  /** A question that is still open this long after it was accepted fails. */
  deadlineMs: number;
  /** How long an Idempotency-Key stays bound, and a conversation known. */
  rememberMs: number;
}

export type AcceptOutcome =
  | { outcome: 'accepted'; question: OpenQuestion; json: string; callerOpen: number }
  | { outcome: 'replayed'; id: string }
  | { outcome: 'key_reused' }
  | { outcome: 'unknown_conversation' }
  | { outcome: 'caller_full'; open: number }
  | { outcome: 'queue_full'; open: number };

// KEYS question, events, open, callers, counters, conversation, idempotency, turns
// ARGV id, caller, asked, deadlineMs, rememberMs, openPerCaller, openInAll, conversation id, 1 = new conversation,
//      body hash or '', open question's JSON up to its position, record version, inbox or '',
//      webhook URL or ''
const acceptScript = defineScript(
  'agrobotAccept',
  `
${LUA_NOW_MS}
local id, caller, bodyHash = ARGV[1], ARGV[2], ARGV[10]
if bodyHash ~= '' then
  local bound = redis.call('GET', KEYS[7])
  if bound then
    local boundId, boundHash = string.match(bound, '^(%S+) (%S+)$')
    if boundHash ~= bodyHash then return { 'key_reused' } end
    return { 'replayed', boundId }
  end
end
-- The same id again is the same call again: its first reply was lost on the way.
if redis.call('EXISTS', KEYS[1]) == 1 then return { 'replayed', id } end
if ARGV[9] == '0' and redis.call('EXISTS', KEYS[6]) == 0 then return { 'unknown_conversation' } end
local callerOpen = tonumber(redis.call('HGET', KEYS[4], caller) or 0)
if callerOpen >= tonumber(ARGV[6]) then return { 'caller_full', callerOpen } end
local open = redis.call('ZCARD', KEYS[3])
if open >= tonumber(ARGV[7]) then return { 'queue_full', open } end

local turn = redis.call('HINCRBY', KEYS[6], 'turns', 1)
redis.call('PEXPIRE', KEYS[6], ARGV[5])
redis.call('RPUSH', KEYS[8], id)
redis.call('PEXPIRE', KEYS[8], ARGV[5])
local sequence = redis.call('HINCRBY', KEYS[5], 'accepted', 1)
local started = tonumber(redis.call('HGET', KEYS[5], 'started') or 0)
local position = math.max(1, sequence - started)
redis.call('HSET', KEYS[1], 'v', ARGV[12], 'status', 'queued', 'caller', caller, 'asked', ARGV[3],
  'accepted', now, 'deadline', now + ARGV[4], 'sequence', sequence, 'conversation', ARGV[8], 'turn', turn,
  'events', 1)
if ARGV[13] ~= '' then redis.call('HSET', KEYS[1], 'inbox', ARGV[13]) end
if ARGV[14] ~= '' then redis.call('HSET', KEYS[1], 'webhook', ARGV[14]) end
redis.call('ZADD', KEYS[3], now + ARGV[4], id)
redis.call('HINCRBY', KEYS[4], caller, 1)
redis.call('XADD', KEYS[2], '1-0', 'type', 'question.queued', 'data', ARGV[11] .. position .. '}')
if bodyHash ~= '' then
  redis.call('SET', KEYS[7], id .. ' ' .. bodyHash, 'PX', ARGV[5])
  redis.call('HSET', KEYS[1], 'idempotency', KEYS[7])
end
return { 'accepted', position, callerOpen + 1 }
`,
);

/**
 * Makes a question's record, its place among the open ones and its Idempotency-Key's binding, all or nothing.
 * The job that carries its id is added afterwards; the sweep adds it should this process die in between.
 */
export async function acceptQuestion(
  redis: RedisClient,
  keys: Keys,
  input: AcceptInput,
  limits: AcceptLimits,
): Promise<AcceptOutcome> {
  const { id, caller, conversation, idempotency } = input;
  const beforePosition = openQuestionJson({ id, status: 'queued', conversationId: conversation.id });
  const [outcome, first, second] = await acceptScript(
    redis,
    [
      keys.question(id),
      keys.events(id),
      keys.open,
      keys.callers,
      keys.counters,
      keys.conversation(conversation.id),
      keys.idempotency(caller, idempotency?.key ?? ''),
      keys.turns(conversation.id),
    ],
    [
      id,
      caller,
      JSON.stringify({ text: input.text, location: input.location }),
      limits.deadlineMs,
      limits.rememberMs,
      limits.openPerCaller,
      limits.openInAll,
      conversation.id,
      conversation.isNew ? 1 : 0,
      idempotency?.bodyHash ?? '',
      beforePosition,
      RECORD_VERSION,
      input.inbox ?? '',
      input.webhookUrl ?? '',
    ],
  );
  switch (outcome) {
    case 'accepted': {
      const json = `${beforePosition}${first}}`;
      return { outcome, question: JSON.parse(json) as OpenQuestion, json, callerOpen: Number(second) };
    }
    case 'replayed':
      return { outcome, id: String(first) };
    case 'caller_full':
    case 'queue_full':
      return { outcome, open: Number(first) };
    case 'key_reused':
    case 'unknown_conversation':
      return { outcome };
    default:
      throw new Error(`accept answered "${outcome}"`);
  }
}
