import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import { defineScript } from '../process/script.js';
import { deliveryKey, dueKey, type Installation } from './keys.js';

/** Version of the record's form; a worker puts a record of a newer one back. */
export const DELIVERY_VERSION = 1;

/** Why no status came back. Never the words of the error itself: they can tell about the network that it happened in. */
export const ATTEMPT_ERRORS = [
  'url_refused',
  'private_address',
  'name_not_found',
  'connection_refused',
  'connection_cut',
  'certificate',
  'timeout',
  'network',
] as const;
export type AttemptError = (typeof ATTEMPT_ERRORS)[number];

const attemptSchema = z.object({
  at: z.iso.datetime(),
  status: z.int().optional().describe('What the receiver answered'),
  error: z.enum(ATTEMPT_ERRORS).optional().describe('Why there is no status'),
  duration_ms: z.int().min(0),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How a question's webhook stands, as its asker sees it. */
export const webhookDeliverySchema = z.object({
  url: z.string().describe('Without its query, which may hold a secret'),
  state: z.enum(DELIVERY_STATES),
  attempts: z.array(attemptSchema).describe('Oldest first'),
  next_attempt_at: z.iso.datetime().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export type ClaimOutcome =
  | { outcome: 'claimed'; url: string; attempt: number }
  /** Nothing to do: past retention, or delivered or given up before. */
  | { outcome: 'gone' | 'ended' }
  | { outcome: 'newer' };

// KEYS delivery, due
// ARGV id, record version
const claimScript = defineScript(
  'agrobotClaimDelivery',
  `
local d = redis.call('HMGET', KEYS[1], 'v', 'url', 'state')
if not d[2] then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return { 'gone' }
end
if tonumber(d[1]) > tonumber(ARGV[2]) then return { 'newer' } end
if d[3] ~= 'pending' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return { 'ended' }
end
return { 'claimed', d[2], redis.call('HINCRBY', KEYS[1], 'attempts', 1) }
`,
);

// KEYS delivery, due
// ARGV id, number of the attempt, attempt as JSON or '', state, when the next is due (ms) or ''
const settleScript = defineScript(
  'agrobotSettleDelivery',
  `
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'pending' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  if not state then return { 'gone' } end
end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'attempt:' .. ARGV[2], ARGV[3]) end
-- A second delivery of the same, by a job that BullMQ ran twice, is noted but changes no ending.
if state ~= 'pending' then return { 'ended' } end
redis.call('HSET', KEYS[1], 'state', ARGV[4], 'next', ARGV[5])
if ARGV[4] == 'pending' then redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
else redis.call('ZREM', KEYS[2], ARGV[1]) end
return { 'settled' }
`,
);

/**
 * Takes a delivery for one attempt and counts it, before it is made: one that ends its process must not be made for
 * ever.
 */
export async function claimDelivery(
  redis: RedisClient,
  keys: Installation,
  id: string,
): Promise<ClaimOutcome> {
  const [outcome, url, attempt] = await claimScript(
    redis,
    [deliveryKey(keys, id), dueKey(keys)],
    [id, DELIVERY_VERSION],
  );
  switch (outcome) {
    case 'claimed':
      return { outcome, url: String(url), attempt: Number(attempt) };
    case 'gone':
    case 'ended':
    case 'newer':
      return { outcome };
    default:
      throw new Error(`claim answered "${outcome}"`);
  }
}

export type Settlement =
  | { state: 'pending'; nextAtMs: number; made: Attempt }
  | { state: 'delivered' | 'failed'; made: Attempt | null };

/** Logs an attempt and says how the delivery stands after it. It may happen twice. */
export async function settleDelivery(
  redis: RedisClient,
  keys: Installation,
  id: string,
  attempt: number,
  settlement: Settlement,
): Promise<void> {
  const { state, made } = settlement;
  await settleScript(
    redis,
    [deliveryKey(keys, id), dueKey(keys)],
    [
      id,
      attempt,
      made === null ? '' : JSON.stringify(made),
      state,
      state === 'pending' ? settlement.nextAtMs : '',
    ],
  );
}

/** Where a delivery goes, or null where it is gone. */
export async function readDeliveryUrl(
  redis: RedisClient,
  keys: Installation,
  id: string,
): Promise<string | null> {
  return redis.hget(deliveryKey(keys, id), 'url');
}

/** The log of a question's delivery, or null where it owes none (any more). */
export async function readDelivery(
  redis: RedisClient,
  keys: Installation,
  id: string,
): Promise<WebhookDelivery | null> {
  const { url, state, next, ...fields } = await redis.hgetall(deliveryKey(keys, id));
  if (url === undefined) return null;
  const attempts = Object.entries(fields)
    .filter(([name]) => name.startsWith('attempt:'))
    .map(([, json]) => attemptSchema.parse(JSON.parse(json)))
    .sort((a, b) => a.at.localeCompare(b.at));
  return {
    url: withoutQuery(url),
    state: z.enum(DELIVERY_STATES).parse(state),
    attempts,
    next_attempt_at: next ? new Date(Number(next)).toISOString() : null,
  };
}

export function withoutQuery(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
