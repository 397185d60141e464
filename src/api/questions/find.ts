import { questionIdTimeMs } from '../../shared/questions/ids.js';
import { isPastRetention, readQuestion, type StoredQuestion } from '../../shared/questions/read.js';
import { Gone, NotFound } from '../http/outcomes.js';
import type { Services } from '../services.js';

/** The question as it stands. Throws Gone where its id tells that it was forgotten, else NotFound. */
export async function findQuestion(
  id: string,
  { redis, keys, config }: Pick<Services, 'redis' | 'keys' | 'config'>,
): Promise<StoredQuestion> {
  if (questionIdTimeMs(id) === undefined) throw unknownQuestion();
  const question = await readQuestion(redis, keys, id);
  if (question !== null) return question;
  throw isPastRetention(id, config.retentionS, Date.now()) ? new Gone() : unknownQuestion();
}

function unknownQuestion(): NotFound {
  return new NotFound('No conocemos esa pregunta. Revise el identificador.');
}
