import { feedbackRequestSchema } from '../../shared/contract/question.js';
import { writeFeedback } from '../../shared/questions/feedback.js';
import type { Call } from '../call.js';
import { parseBody, readJsonBody } from '../http/body.js';
import type { Reply } from '../http/reply.js';
import { findQuestion } from '../questions/find.js';
import type { Services } from '../services.js';

/** `PUT /v1/questions/{id}/feedback`: keeps what the asker thinks of the answer; a later word replaces it. */
export async function rate({ request, id }: Call, services: Services): Promise<Reply> {
  const feedback = parseBody(feedbackRequestSchema, await readJsonBody(request));
  const question = await findQuestion(id, services);
  await writeFeedback(services.redis, services.keys, id, question.json, feedback, Date.now());
  return { status: 204 };
}
