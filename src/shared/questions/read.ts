import type { RedisClient } from '../process/redis/client.js';
import type { QuestionStatus } from '../contract/question.js';
import { questionIdTimeMs } from './ids.js';
import type { Keys } from './keys.js';
import { openQuestionJson } from './resource.js';

export interface StoredQuestion {
  id: string;
  status: QuestionStatus;
  /** The whole object as JSON. */
  json: string;
  conversationId: string;
  /** Number of its newest event; it rises with every change that a reader could see. */
  events: number;
}

export function isTerminal(status: QuestionStatus): boolean {
  return status !== 'queued' && status !== 'in_progress';
}

/** The question as it stands, in one round trip, or null when there is no record of it (any more). */
export async function readQuestion(
  redis: RedisClient,
  keys: Keys,
  id: string,
): Promise<StoredQuestion | null> {
  const record = redis.hmget(keys.question(id), 'status', 'events', 'resource', 'conversation', 'sequence');
  const [[status, events, resource, conversation, sequence], startedUpTo] = await Promise.all([
    record,
    redis.hget(keys.counters, 'started'),
  ]);
  if (!status) return null;
  const known = { id, status: status as QuestionStatus, events: Number(events) };
  if (resource) {
    const { conversation_id } = JSON.parse(resource) as { conversation_id: string };
    return { ...known, json: resource, conversationId: conversation_id };
  }
  const conversationId = conversation ?? '';
  const queued = status === 'queued';
  const position = queued ? Math.max(1, Number(sequence) - Number(startedUpTo ?? 0)) : 0;
  const start = openQuestionJson({ id, status: queued ? 'queued' : 'in_progress', conversationId });
  return { ...known, json: `${start}${position}}`, conversationId };
}

/** How `agrobot explain` learns how an answer came about: JSON of the contract's explanation. */
export async function readExplanation(redis: RedisClient, keys: Keys, id: string): Promise<string | null> {
  return redis.hget(keys.question(id), 'explanation');
}

/**
 * Tells a question that was forgotten from one that never was: the id's own time says which.
 * @param nowMs the reader's clock; a minute of difference between clocks does no harm here
 */
export function isPastRetention(id: string, retentionS: number, nowMs: number): boolean {
  const madeAtMs = questionIdTimeMs(id);
  return madeAtMs !== undefined && madeAtMs < nowMs - retentionS * 1_000;
}
