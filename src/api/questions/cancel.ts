import { announceCancellation } from '../../shared/questions/cancellations.js';
import { finishQuestion } from '../../shared/questions/finish.js';
import { isTerminal } from '../../shared/questions/read.js';
import type { Call } from '../call.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';
import { findQuestion } from './find.js';

/** `POST /v1/questions/{id}/cancel`: ends a question that is still open; one that has ended stays as it is. */
export async function cancel({ id }: Call, services: Services): Promise<Reply> {
  const { redis, keys, config } = services;
  let question = await findQuestion(id, services);
  if (!isTerminal(question.status)) {
    const outcome = await finishQuestion(redis, keys, {
      id,
      conversationId: question.conversationId,
      attempt: null,
      endedAtMs: Date.now(),
      ending: { status: 'cancelled' },
      retentionS: config.retentionS,
      rememberMs: config.rememberMs,
    });
    if (outcome === 'finished') await announceCancellation(redis, keys, id);
    question = await findQuestion(id, services);
  }
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: question.json };
}
