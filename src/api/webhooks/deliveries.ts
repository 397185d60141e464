import { readDelivery, withoutQuery, type WebhookDelivery } from '../../shared/webhooks/deliveries.js';
import type { Call } from '../call.js';
import { NotFound } from '../http/outcomes.js';
import type { Reply } from '../http/reply.js';
import { findQuestion } from '../questions/find.js';
import type { Services } from '../services.js';

/** `GET /v1/questions/{id}/webhook`: where the question's ending goes, and the log of its delivery. */
export async function deliveries({ id }: Call, services: Services): Promise<Reply> {
  const { redis, keys } = services;
  await findQuestion(id, services);
  // An open question has its webhook in its own record; the delivery begins when it ends. Asked for together, so that
  // it is in one of them.
  const [openUrl, delivery] = await Promise.all([
    redis.hget(keys.question(id), 'webhook'),
    readDelivery(redis, keys, id),
  ]);
  const found = delivery ?? (openUrl === null ? null : notYet(openUrl));
  if (found === null) throw new NotFound('Esta pregunta no tiene webhook_url.');
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: JSON.stringify(found) };
}

function notYet(url: string): WebhookDelivery {
  return { url: withoutQuery(url), state: 'pending', attempts: [], next_attempt_at: null };
}
