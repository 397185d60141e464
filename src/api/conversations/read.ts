import { readConversation } from '../../shared/questions/conversations.js';
import type { Call } from '../call.js';
import { NotFound } from '../http/outcomes.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';

/** `GET /v1/conversations/{id}`: its turns, oldest first, each with the question as it stands. */
export async function readTurns({ id }: Call, { redis, keys }: Services): Promise<Reply> {
  const turns = await readConversation(redis, keys, id);
  if (turns === null) throw new NotFound();
  // The questions are stored as they are sent: never taken apart again.
  const json = turns.map(
    ({ text, question }) => `{"text":${JSON.stringify(text)},"question":${question.json}}`,
  );
  const start = JSON.stringify({ id, object: 'conversation' }).slice(0, -1);
  return {
    status: 200,
    headers: { 'cache-control': 'private, no-cache' },
    body: `${start},"turns":[${json.join(',')}]}`,
  };
}
