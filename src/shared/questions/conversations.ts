import type { RedisClient } from '../process/redis/client.js';
import { defineScript } from '../process/script.js';
import { deliveryKey, dueKey } from '../webhooks/keys.js';
import type { Keys } from './keys.js';
import { isTerminal, readQuestion, type StoredQuestion } from './read.js';

export interface Turn {
  /** As it was asked; null where it failed or was cancelled: then nothing of it is kept. */
  text: string | null;
  question: StoredQuestion;
}

/** Older turns of a conversation can still be read by their own ids. */
const TURNS_SHOWN = 100;

/** The newest turns that are still kept, oldest first; null where the conversation is not known (any more). */
export async function readConversation(redis: RedisClient, keys: Keys, id: string): Promise<Turn[] | null> {
  const [known, ids] = await Promise.all([
    redis.exists(keys.conversation(id)),
    redis.lrange(keys.turns(id), -TURNS_SHOWN, -1),
  ]);
  if (known === 0) return null;
  const turns = await Promise.all(
    ids.map(async (questionId): Promise<Turn | null> => {
      const [question, [text, asked]] = await Promise.all([
        readQuestion(redis, keys, questionId),
        redis.hmget(keys.question(questionId), 'text', 'asked'),
      ]);
      return question && { question, text: text ?? textIn(asked) };
    }),
  );
  return turns.filter((turn) => turn !== null);
}

function textIn(asked: string | null | undefined): string | null {
  return asked ? (JSON.parse(asked) as { text: string }).text : null;
}

// KEYS question, events, delivery, due deliveries, feedback, feedback times
// ARGV id
const forgetScript = defineScript(
  'agrobotForget',
  `
local idempotency = redis.call('HGET', KEYS[1], 'idempotency')
-- All keys share one hash tag, so this one, known only from the record, is on this node too.
if idempotency then redis.call('DEL', idempotency) end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('HDEL', KEYS[5], ARGV[1])
redis.call('ZREM', KEYS[6], ARGV[1])
return { 'forgotten' }
`,
);

/**
 * Forgets what a conversation remembers and all that is kept of its questions: record, events, feedback, deliveries to
 * webhooks that are still due. What is still open has to be ended by `cancel`, so that its asker hears of it; a webhook
 * does not: there is nothing left to tell.
 * @returns false where the conversation was not known
 */
export async function forgetConversation(
  redis: RedisClient,
  keys: Keys,
  id: string,
  cancel: (question: StoredQuestion) => Promise<void>,
): Promise<boolean> {
  const [[, known], [, ids]] = (await redis
    .multi()
    .del(keys.conversation(id))
    .lrange(keys.turns(id), 0, -1)
    .exec()) as [[null, number], [null, string[]]];
  for (const questionId of ids) {
    const question = await readQuestion(redis, keys, questionId);
    if (question && !isTerminal(question.status)) {
      await redis.hdel(keys.question(questionId), 'webhook');
      await cancel(question);
    }
    await forgetScript(
      redis,
      [
        keys.question(questionId),
        keys.events(questionId),
        deliveryKey(keys, questionId),
        dueKey(keys),
        keys.feedback,
        keys.feedbackTimes,
      ],
      [questionId],
    );
  }
  // Last, so that a call that was cut off can be made again.
  await redis.del(keys.turns(id));
  return known > 0 || ids.length > 0;
}
