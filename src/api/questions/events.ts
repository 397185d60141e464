import type { QuestionEventType } from '../../shared/contract/events.js';
import { isTerminalEvent, type FollowedEvent, type Following } from '../../shared/questions/follow.js';
import { isTerminal } from '../../shared/questions/read.js';
import { queryOf, type Call } from '../call.js';
import type { Reply } from '../http/reply.js';
import type { Services } from '../services.js';
import { lastEventIdOf } from '../sse/lastEventId.js';
import { findQuestion } from './find.js';

/** `GET /v1/questions/{id}/events`: the question's events as they happen, until the terminal one. */
export async function events(call: Call, services: Services): Promise<Reply | null> {
  const { request, response, requestId, id } = call;
  const question = await findQuestion(id, services);
  const seen = lastEventIdOf(request.headers['last-event-id'], queryOf(call).get('starting_after'));
  const makesSense = seen !== null && seen <= question.events;
  const finished = isTerminal(question.status);
  if (finished && seen === question.events) return { status: 204 };
  if (response.destroyed) return null;

  const stream = services.streams.begin(response, requestId);
  if (request.method === 'HEAD') {
    stream.end();
    return null;
  }
  let following: Following | undefined;
  let over = false;
  const stop = () => {
    over = true;
    following?.close();
  };
  response.on('close', stop);
  const deliver = (event: FollowedEvent) => {
    if (over) return;
    stream.send(event);
    if (!isTerminalEvent(event.type)) return;
    stop();
    stream.end();
  };
  const snapshot = { number: question.events, data: question.json };
  // What came before a finished question's end is of no use to a reader who lost its place.
  if (finished && !makesSense) {
    deliver({ ...snapshot, type: `question.${question.status}` as QuestionEventType });
    return null;
  }
  if (!makesSense) deliver({ ...snapshot, type: 'snapshot' });
  // A stream that fails half-way just ends: the reader comes back and resumes by its last id.
  const handlers = { deliver, fail: () => stream.end() };
  try {
    following = await services.follower.follow(id, makesSense ? seen : question.events, handlers);
  } catch (error) {
    services.log.warn({ requestId, question: id, err: error }, 'stream could not be followed');
    stream.end();
  }
  if (over) following?.close();
  return null;
}
