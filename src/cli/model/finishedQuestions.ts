import type { RedisClient } from '../../shared/process/redis/client.js';
import { z } from 'zod';
import { INTENTS, type IntentName } from '../../shared/contract/intents.js';
import { readFeedback } from '../../shared/questions/feedback.js';
import type { Keys } from '../../shared/questions/keys.js';
import { nodesOf } from '../redis/nodes.js';

const PAGE = 500;

/** What a review needs of a question that was answered. */
export interface AnsweredQuestion {
  id: string;
  text: string;
  intent: { name: IntentName; confidence: number };
  /** The answer was a question: which of several meanings, crops or places is meant. */
  askedBack: boolean;
}

/** Of another version's record only what is needed here has to be readable. */
const resourceSchema = z.object({
  intent: z.object({ name: z.enum(INTENTS), confidence: z.number() }),
  answer: z.object({ data: z.unknown() }),
  action: z.object({ type: z.string() }).nullable(),
});

/**
 * All answered questions that are kept, in no order, a page at a time.
 * @param onUnreadable called with how many cannot be read: their text was not kept, or their version is another one
 */
export async function* readAnswered(
  redis: RedisClient,
  keys: Keys,
  onUnreadable: (questions: number) => void,
): AsyncGenerator<AnsweredQuestion[]> {
  const start = keys.question('');
  // SCAN may show a key twice.
  const seen = new Set<string>();
  let cursor = '0';
  const [node] = await nodesOf(redis, start);
  do {
    const [next, found] = await node.scan(cursor, 'MATCH', `${start}*`, 'COUNT', PAGE);
    cursor = next;
    const ids = found.map((key) => key.slice(start.length)).filter((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    if (ids.length > 0) yield await readPage(redis, keys, ids, onUnreadable);
  } while (cursor !== '0');
}

async function readPage(
  redis: RedisClient,
  keys: Keys,
  ids: string[],
  onUnreadable: (questions: number) => void,
): Promise<AnsweredQuestion[]> {
  const records = redis.pipeline();
  for (const id of ids) records.hmget(keys.question(id), 'status', 'resource', 'text');
  const replies = (await records.exec()) ?? [];
  const answered: AnsweredQuestion[] = [];
  for (const [index, [error, fields]] of replies.entries()) {
    if (error) throw error;
    const [status, resource, text] = fields as (string | null)[];
    if (status !== 'completed') continue;
    const result = resourceSchema.safeParse(parsed(resource));
    if (!result.success || !text) {
      onUnreadable(1);
      continue;
    }
    const { intent, action, answer } = result.data;
    answered.push({
      id: ids[index]!,
      text,
      intent,
      // A sure answer from the knowledge base offers chips too.
      askedBack: action?.type === 'clarify' && answer.data === null,
    });
  }
  return answered;
}

function parsed(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}

/** Ids of the questions whose answer was found wrong. */
export async function ratedDown(redis: RedisClient, keys: Keys): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const page of readFeedback(redis, keys, 0)) {
    for (const { question_id, rating } of page) {
      // A later word replaces an earlier one, also while this reads.
      if (rating === 'down') ids.add(question_id);
      else ids.delete(question_id);
    }
  }
  return ids;
}
