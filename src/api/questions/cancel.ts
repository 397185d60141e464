import { announceCancellation } from '../../shared/questions/cancellations.js';
import { finishQuestion } from '../../shared/questions/finish.js';
import { isTerminal, type StoredQuestion } from '../../shared/questions/read.js';
import type { Call } from '../call.js';
import type { Reply } from '../http/reply.js';
import { addOwed } from '../../shared/webhooks/queue.js';
import type { Services } from '../services.js';
import { findQuestion } from './find.js';

/** `POST /v1/questions/{id}/cancel`: ends a question that is still open; one that has ended stays as it is. */
export async function cancel({ id }: Call, services: Services): Promise<Reply> {
  let question = await findQuestion(id, services);
  if (!isTerminal(question.status)) {
    await endAsCancelled(question, services);
    question = await findQuestion(id, services);
  }
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: question.json };
}

/** Unless another ending was first. */
export async function endAsCancelled(
  { id, conversationId }: StoredQuestion,
  { redis, keys, queues, config, log, metrics }: Services,
): Promise<void> {
  const outcome = await finishQuestion(redis, keys, {
    id,
    conversationId,
    attempt: null,
    endedAtMs: Date.now(),
    ending: { status: 'cancelled' },
    retentionS: config.retentionS,
    rememberMs: config.rememberMs,
    onOwed: addOwed(queues.webhooks, log),
  });
  if (outcome !== 'finished') return;
  metrics.ended.inc({ status: 'cancelled', intent: '' });
  await announceCancellation(redis, keys, id);
}
