import { forgetConversation } from '../../shared/questions/conversations.js';
import type { Call } from '../call.js';
import { NotFound } from '../http/outcomes.js';
import type { Reply } from '../http/reply.js';
import { endAsCancelled } from '../questions/cancel.js';
import type { Services } from '../services.js';

/** `DELETE /v1/conversations/{id}`: forgets it with all its questions; what is still open is cancelled. */
export async function forget({ id }: Call, services: Services): Promise<Reply> {
  const { redis, keys } = services;
  const was = await forgetConversation(redis, keys, id, (question) => endAsCancelled(question, services));
  if (!was) throw new NotFound();
  return { status: 204, headers: {} };
}
