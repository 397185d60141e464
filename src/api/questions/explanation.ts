import { readExplanation } from '../../shared/questions/read.js';
import type { Call } from '../call.js';
import { NotFound } from '../http/outcomes.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';
import { findQuestion } from './find.js';

/** `GET /v1/questions/{id}/explanation`: how a completed question's answer came about. */
export async function explanation({ id }: Call, services: Services): Promise<Reply> {
  const { status } = await findQuestion(id, services);
  const json = await readExplanation(services.redis, services.keys, id);
  if (json === null)
    throw new NotFound(`Solo una pregunta respondida tiene explicación; esta está «${status}».`);
  return { status: 200, headers: { 'cache-control': 'private, no-cache' }, body: json };
}
