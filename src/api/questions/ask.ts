import { hash } from 'node:crypto';
import { coarsePoint } from '../../shared/contract/coarsePoint.js';
import { askRequestSchema, type Location } from '../../shared/contract/question.js';
import { acceptQuestion, type AcceptOutcome } from '../../shared/questions/accept.js';
import { newConversationId, newQuestionId } from '../../shared/questions/ids.js';
import { addQuestion } from '../../shared/questions/queue.js';
import { isTerminal, readQuestion } from '../../shared/questions/read.js';
import type { Call } from '../call.js';
import { parseBody, readJsonBody } from '../http/body.js';
import { idempotencyKeyOf } from '../http/idempotencyKey.js';
import {
  Gone,
  IdempotencyKeyReused,
  QueueFull,
  TooManyOpenQuestions,
  UnknownConversation,
} from '../http/outcomes.js';
import { preferredWaitS } from '../http/prefer.js';
import type { Reply } from '../http/reply.js';
import { requireRoom } from '../redisWatch.js';
import type { Services } from '../services.js';
import { requireWebhookUrl } from '../webhooks/webhookUrl.js';

/** `POST /v1/questions`: accepts a question, puts it into the queue, and waits for its answer where asked to. */
export async function ask(call: Call, services: Services): Promise<Reply> {
  const { headers } = call.request;
  const waitS = preferredWaitS(headers.prefer);
  const idempotencyKey = idempotencyKeyOf(headers['idempotency-key']);
  const body = await readJsonBody(call.request);
  const asked = parseBody(askRequestSchema, body);
  const webhookUrl =
    asked.webhook_url === undefined
      ? undefined
      : requireWebhookUrl(asked.webhook_url, services.config.webhooks);
  requireRoom(services.watch);

  const id = newQuestionId();
  const wait = waitS > 0 ? services.waits.expectEnd(id, waitS, call.response) : undefined;
  const { redis, keys, config, follower, traces } = services;
  traces.note({ 'agrobot.question.id': id });
  let accepted: AcceptOutcome;
  try {
    accepted = await acceptQuestion(
      redis,
      keys,
      {
        id,
        text: asked.question,
        location: asked.location === undefined ? null : coarse(asked.location),
        caller: call.caller.id,
        ...(webhookUrl === undefined ? {} : { webhookUrl }),
        ...(wait ? { inbox: follower.inbox } : {}),
        conversation: asked.conversation_id
          ? { id: asked.conversation_id, isNew: false }
          : { id: newConversationId(), isNew: true },
        ...(idempotencyKey === undefined
          ? {}
          : { idempotency: { key: idempotencyKey, bodyHash: hash('sha256', body, 'hex') } }),
      },
      config,
    );
    if (accepted.outcome !== 'accepted') wait?.stop();
  } catch (error) {
    wait?.stop();
    throw error;
  }

  switch (accepted.outcome) {
    case 'accepted': {
      const added = addToQueue(services, id, accepted.callerOpen);
      const finished = wait ? await wait.ended : null;
      if (finished !== null) return answered(id, waitS, finished);
      await added;
      return pending(id, accepted.json);
    }
    case 'replayed':
      return replay(accepted.id, waitS, call, services);
    case 'key_reused':
      throw new IdempotencyKeyReused();
    case 'unknown_conversation':
      throw new UnknownConversation();
    case 'caller_full':
      throw new TooManyOpenQuestions(accepted.open);
    case 'queue_full':
      throw new QueueFull();
  }
}

/** No finer point is ever stored. */
function coarse(location: Location): Location {
  return 'lat' in location ? coarsePoint(location) : location;
}

/** The question is accepted already: where this fails, the sweep adds it. */
async function addToQueue({ queues, log }: Services, id: string, callerOpen: number): Promise<void> {
  try {
    await addQuestion(queues.questions, id, callerOpen);
  } catch (error) {
    log.warn({ question: id, err: error }, 'accepted question not added to the queue yet');
  }
}

/** The same request again: the question as it is now; its job is added once more, in case it never was. */
async function replay(id: string, waitS: number, call: Call, services: Services): Promise<Reply> {
  const { redis, keys, waits } = services;
  const question = await readQuestion(redis, keys, id);
  if (question === null) throw new Gone();
  let finished = isTerminal(question.status) ? question.json : null;
  if (finished === null) {
    const wait = waitS > 0 ? await waits.waitForEnd(id, waitS, call.response) : undefined;
    const added = addToQueue(services, id, 0);
    finished = wait ? await wait.ended : null;
    if (finished === null) await added;
  }
  const reply = finished === null ? pending(id, question.json) : answered(id, waitS, finished);
  return { ...reply, headers: { ...reply.headers, 'idempotent-replayed': 'true' } };
}

function answered(id: string, waitS: number, json: string): Reply {
  return {
    status: 200,
    headers: {
      'content-location': `/v1/questions/${id}`,
      'cache-control': 'no-store',
      ...(waitS > 0 ? { 'preference-applied': `wait=${waitS}` } : {}),
    },
    body: json,
  };
}

function pending(id: string, json: string): Reply {
  return {
    status: 202,
    headers: { location: `/v1/questions/${id}`, 'retry-after': '1', 'cache-control': 'no-store' },
    body: json,
  };
}
