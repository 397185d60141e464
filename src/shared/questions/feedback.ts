import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import type { FeedbackRequest } from '../contract/question.js';
import type { Keys } from './keys.js';
import { defineScript } from '../process/script.js';

/** Feedback outlives its question: the newest this many are kept, about 20 MB. */
const KEPT = 50_000;
const PAGE = 500;

export const feedbackSchema = z.object({
  question_id: z.string(),
  at: z.iso.datetime(),
  rating: z.enum(['up', 'down']),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
  /** What was answered, as far as it can be told without the question's text. */
  status: z.string(),
  intent: z.string().nullable(),
  model: z.string().nullable(),
});

/** What an export may be narrowed to. */
export const feedbackQuerySchema = z.strictObject({
  since: z.iso.datetime({ offset: true, error: 'debe ser una fecha como 2026-11-23T00:00:00Z' }).optional(),
  rating: z.enum(['up', 'down']).optional(),
  format: z.enum(['jsonl', 'csv']).default('jsonl'),
});

export type Feedback = z.infer<typeof feedbackSchema>;

// KEYS feedback, feedback times
// ARGV question id, time in ms, feedback as JSON, how many are kept
const rateScript = defineScript(
  'agrobotRate',
  `
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
local surplus = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[4])
if surplus > 0 then
  local oldest = redis.call('ZRANGE', KEYS[2], 0, math.min(surplus, 100) - 1)
  redis.call('HDEL', KEYS[1], unpack(oldest))
  redis.call('ZREM', KEYS[2], unpack(oldest))
end
return { 'rated' }
`,
);

const answeredSchema = z.object({
  status: z.string(),
  intent: z.object({ name: z.string() }).optional(),
  model: z.object({ revision: z.string() }).optional(),
});

/**
 * Keeps what an asker thought of an answer; a later word on the same question replaces the earlier one.
 * @param questionJson the question as it stands
 */
export async function writeFeedback(
  redis: RedisClient,
  keys: Keys,
  id: string,
  questionJson: string,
  { rating, reason, comment }: FeedbackRequest,
  nowMs: number,
): Promise<void> {
  const { status, intent, model } = answeredSchema.parse(JSON.parse(questionJson));
  const feedback: Feedback = {
    question_id: id,
    at: new Date(nowMs).toISOString(),
    rating,
    reason: reason ?? null,
    comment: comment ?? null,
    status,
    intent: intent?.name ?? null,
    model: model?.revision ?? null,
  };
  await rateScript(redis, [keys.feedback, keys.feedbackTimes], [id, nowMs, JSON.stringify(feedback), KEPT]);
}

/** All feedback since a time, oldest first, a page at a time. What changes meanwhile may show up again, later. */
export async function* readFeedback(
  redis: RedisClient,
  keys: Keys,
  sinceMs: number,
): AsyncGenerator<Feedback[]> {
  let fromMs = sinceMs;
  // Several may share a millisecond, and a page may end among them.
  let seen = new Set<string>();
  for (;;) {
    const found = await redis.zrangebyscore(
      keys.feedbackTimes,
      fromMs,
      '+inf',
      'WITHSCORES',
      'LIMIT',
      0,
      PAGE + seen.size,
    );
    const ids: string[] = [];
    let lastMs = fromMs;
    const atLast = new Set<string>(seen);
    for (let index = 0; index < found.length; index += 2) {
      const id = found[index] as string;
      const atMs = Number(found[index + 1]);
      if (atMs > lastMs) {
        lastMs = atMs;
        atLast.clear();
      }
      atLast.add(id);
      if (!(atMs === fromMs && seen.has(id))) ids.push(id);
    }
    if (ids.length === 0) return;
    const stored = await redis.hmget(keys.feedback, ...ids);
    yield stored.filter((json) => json !== null).map((json) => feedbackSchema.parse(JSON.parse(json)));
    fromMs = lastMs;
    seen = atLast;
  }
}
