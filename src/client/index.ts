import type { Explanation } from '../shared/contract/answer.js';
import { WAIT_MAX_S } from '../shared/contract/limits.js';
import type {
  AskRequest,
  CancelledQuestion,
  CompletedQuestion,
  Conversation,
  FailedQuestion,
  FeedbackRequest,
  Question,
} from '../shared/contract/question.js';
import { parseRetryAfterMs, pause } from './backoff.js';
import { UnreachableError } from './errors.js';
import { readHealth, type Health } from './health.js';
import { send, type Call, type Connection, type Reply, type Retry } from './http.js';
import { streamEvents, type StreamEvent, type StreamOptions } from './stream.js';

export { ProblemError, UnreachableError } from './errors.js';
export type { Health, WorkerHealth } from './health.js';
export type { Retry } from './http.js';
export type { StreamEvent, StreamOptions } from './stream.js';
export type { Answer, AnswerData, Explanation, Source } from '../shared/contract/answer.js';
export type { Stage } from '../shared/contract/events.js';
export type { Problem, ProblemCode } from '../shared/contract/problem.js';
export type {
  AskRequest,
  CompletedQuestion,
  Conversation,
  FailedQuestion,
  FeedbackRequest,
  Location,
  OpenQuestion,
  Question,
} from '../shared/contract/question.js';

/** A question that cannot change any more. */
export type FinishedQuestion = CompletedQuestion | FailedQuestion | CancelledQuestion;

/** Long enough for a restart of the API or its Redis to pass unnoticed. */
const DEFAULT_PATIENCE_MS = 30_000;
/** Between reads of a server that does not hold the reply back. */
const POLL_PAUSE_MS = 1_000;

export interface ClientOptions {
  /** `http://127.0.0.1:5017`; the empty string means the page's own origin. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** Another fetch, for an own agent or for tests. */
  fetch?: typeof fetch | undefined;
  /** How long a call goes on trying while the API is away or busy, in ms; 0 gives up at once. 30 s by default. */
  patienceMs?: number | undefined;
  /** Told before each wait for another try. */
  onRetry?: ((retry: Retry) => void) | undefined;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface AskOptions extends CallOptions {
  /** Made at random where not given, so that a lost reply can be asked for again without asking twice. */
  idempotencyKey?: string | undefined;
  /** Seconds (at most 30) that the server may hold the reply back until the answer is there. */
  waitS?: number | undefined;
  /** Who asks, where the API key may ask on behalf of others (scope `on_behalf`): limits count for each. */
  onBehalfOf?: string | undefined;
}

export type Client = ReturnType<typeof createClient>;

export const isFinished = (question: Question): question is FinishedQuestion => 'finished_at' in question;

/**
 * A client of the public API, for Node from 20 and browsers. Every call may throw ProblemError (the API refused, with
 * the reason in Spanish), UnreachableError (no AgroBot answers there) or the reason of the signal.
 */
export function createClient({ baseUrl, apiKey, fetch: ownFetch, patienceMs, onRetry }: ClientOptions) {
  const connection: Connection = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKey,
    // A bare reference: browsers refuse a fetch that is called as a method of something else.
    fetch: ownFetch ?? ((input, init) => globalThis.fetch(input, init)),
    patienceMs: patienceMs ?? DEFAULT_PATIENCE_MS,
    onRetry,
  };
  const sendQuestion = async (call: Call): Promise<{ question: Question; reply: Reply }> => {
    const reply = await send(connection, call);
    return { question: questionIn(connection, reply), reply };
  };

  /** Sends a question. With `waitS` the answer is often there already; otherwise it is `queued` or `in_progress`. */
  async function ask(
    request: AskRequest,
    { idempotencyKey, waitS, onBehalfOf, signal }: AskOptions = {},
  ): Promise<Question> {
    const headers = {
      'Idempotency-Key': idempotencyKey ?? randomKey(),
      ...(onBehalfOf !== undefined && { 'X-On-Behalf-Of': onBehalfOf }),
    };
    const call: Call = { method: 'POST', path: '/v1/questions', headers, body: request, waitS, signal };
    return (await sendQuestion(call)).question;
  }

  /** A question in its present state, whichever that is. */
  async function get(id: string, { signal }: CallOptions = {}): Promise<Question> {
    return (await sendQuestion({ method: 'GET', path: pathOf(id), signal })).question;
  }

  /** Waits until a question is finished, for as long as that takes; stop it with the signal. */
  async function wait(id: string, { signal }: CallOptions = {}): Promise<FinishedQuestion> {
    for (;;) {
      const askedAtMs = performance.now();
      const call: Call = { method: 'GET', path: pathOf(id), waitS: WAIT_MAX_S, signal };
      const { question, reply } = await sendQuestion(call);
      if (isFinished(question)) return question;
      const heldBackMs = performance.now() - askedAtMs;
      const retryAfterMs = parseRetryAfterMs(reply.headers.get('retry-after')) ?? POLL_PAUSE_MS;
      if (heldBackMs < retryAfterMs) await pause(retryAfterMs - heldBackMs, signal);
    }
  }

  /** The events of a question as they happen, resumed across broken connections; the last one is terminal. */
  function stream(id: string, options: StreamOptions = {}): AsyncGenerator<StreamEvent, void, void> {
    return streamEvents(connection, id, options);
  }

  /** Cancels a question unless it is finished already; returns it as it is then. */
  async function cancel(id: string, { signal }: CallOptions = {}): Promise<Question> {
    return (await sendQuestion({ method: 'POST', path: `${pathOf(id)}/cancel`, signal })).question;
  }

  /** Says whether an answer helped; a later call replaces the earlier one. */
  async function feedback(id: string, request: FeedbackRequest, { signal }: CallOptions = {}): Promise<void> {
    await send(connection, { method: 'PUT', path: `${pathOf(id)}/feedback`, body: request, signal });
  }

  /** How the answer to a completed question came about. */
  async function explanation(id: string, { signal }: CallOptions = {}): Promise<Explanation> {
    const reply = await send(connection, { method: 'GET', path: `${pathOf(id)}/explanation`, signal });
    return reply.body as Explanation;
  }

  /** What was said in a conversation, oldest first. */
  async function conversation(id: string, { signal }: CallOptions = {}): Promise<Conversation> {
    const reply = await send(connection, { method: 'GET', path: conversationPath(id), signal });
    return reply.body as Conversation;
  }

  /** Forgets a conversation and all its questions. */
  async function forget(id: string, { signal }: CallOptions = {}): Promise<void> {
    await send(connection, { method: 'DELETE', path: conversationPath(id), signal });
  }

  /** How the instance is doing, also while it is unwell. */
  async function health({ signal }: CallOptions = {}): Promise<Health> {
    return readHealth(connection, signal);
  }

  return { ask, get, wait, stream, cancel, feedback, explanation, conversation, forget, health };
}

const conversationPath = (id: string) => `/v1/conversations/${encodeURIComponent(id)}`;
const pathOf = (id: string) => `/v1/questions/${encodeURIComponent(id)}`;

function questionIn(connection: Connection, { status, body }: Reply): Question {
  if ((body as Partial<Question> | undefined)?.object === 'question') return body as Question;
  const reason = `something else answered there (status ${status}, no question in it)`;
  throw new UnreachableError(connection.baseUrl, reason, { status });
}

/** 128 random bits; crypto.randomUUID is missing from pages that are served without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
