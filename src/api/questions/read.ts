import { isTerminal } from '../../shared/questions/read.js';
import type { Call } from '../call.js';
import { etagOf, matches } from '../http/etag.js';
import { preferredWaitS } from '../http/prefer.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';
import { findQuestion } from './find.js';

/** `GET /v1/questions/{id}`: the question in whatever state it is, or, where asked to wait, once it is finished. */
export async function read({ request, response, id }: Call, services: Services): Promise<Reply> {
  let question = await findQuestion(id, services);
  const waitS = isTerminal(question.status) ? 0 : preferredWaitS(request.headers.prefer);
  if (waitS > 0) {
    const wait = await services.waits.waitForEnd(id, waitS, response);
    await wait.ended;
    // Also after a wait in vain: its place in the queue may have changed.
    question = await findQuestion(id, services);
  }
  const etag = etagOf(question.json);
  const headers = {
    etag,
    'cache-control': 'private, no-cache',
    ...(isTerminal(question.status) ? {} : { 'retry-after': '1' }),
    ...(waitS > 0 ? { 'preference-applied': `wait=${waitS}` } : {}),
  };
  if (matches(request.headers['if-none-match'], etag)) return { status: 304, headers };
  return { status: 200, headers, body: question.json };
}
