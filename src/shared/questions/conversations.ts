import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';
import { isTerminal, readQuestion, type StoredQuestion } from './read.js';

export interface Turn {
  /** As it was asked; null where it failed or was cancelled: then nothing of it is kept. */
  text: string | null;
  question: StoredQuestion;
}

/** The turns that are still kept, oldest first; null where the conversation is not known (any more). */
export async function readConversation(redis: Redis, keys: Keys, id: string): Promise<Turn[] | null> {
  const [known, ids] = await Promise.all([
    redis.exists(keys.conversation(id)),
    redis.lrange(keys.turns(id), 0, -1),
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

/**
 * Forgets what a conversation remembers and every question in it. Nothing is remembered from the first write on; what
 * is still open has to be ended by `cancel`, so that its asker hears of it.
 * @returns false where the conversation was not known
 */
export async function forgetConversation(
  redis: Redis,
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
    if (question && !isTerminal(question.status)) await cancel(question);
    await redis.del(keys.question(questionId));
  }
  // Last, so that a call that was cut off can be made again.
  await redis.del(keys.turns(id));
  return known > 0 || ids.length > 0;
}
