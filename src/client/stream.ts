import type { EventSourceMessage } from 'eventsource-parser';
import type { QuestionEvent, QuestionEventType } from '../shared/contract/events.js';
import { pause } from './backoff.js';
import { isPassing, ProblemError, UnreachableError } from './errors.js';
import { delayAfter, openResponse, unreachable, type Connection } from './http.js';
import { readMessages } from './sse.js';

/** Until the server's own `retry:` is known. */
const DEFAULT_RETRY_MS = 1_000;
/** The server sends a comment every 15 s; three missed ones mean that the connection is dead. */
const SILENCE_MAX_MS = 45_000;
const CONNECT_TIMEOUT_MS = 15_000;

/** Whether an event of this type ends the stream; newer servers may send types that are not listed: skipped. */
const ENDS_STREAM: Record<QuestionEventType, boolean> = {
  'question.queued': false,
  'question.started': false,
  'question.progress': false,
  'answer.delta': false,
  'answer.reset': false,
  snapshot: false,
  'question.completed': true,
  'question.failed': true,
  'question.cancelled': true,
};

/** An event of the contract with its `id`, from which a later stream can resume. */
export type StreamEvent = QuestionEvent & { id: string | null };

export interface StreamOptions {
  signal?: AbortSignal | undefined;
  /** Resume after this event; without it the stream starts at the beginning. */
  lastEventId?: string | undefined;
}

/**
 * The events of a question up to and including the terminal one. A cut, silent or refused connection is opened again
 * after the server's `retry:` (growing, with jitter; Retry-After counts more) and resumes by Last-Event-ID without a
 * gap. Ends at once, without events, where `lastEventId` was already the terminal one. Throws ProblemError (unknown or
 * expired question), UnreachableError after the connection's patience, or the signal's reason.
 */
export async function* streamEvents(
  connection: Connection,
  questionId: string,
  { signal, lastEventId: resumeAfter }: StreamOptions,
): AsyncGenerator<StreamEvent, void, void> {
  let lastEventId = resumeAfter ?? '';
  let retryMs = DEFAULT_RETRY_MS;
  let failures = 0;
  let contactAtMs = performance.now();

  for (;;) {
    // Ends this connection only: when the consumer leaves the loop, and when the server has gone silent.
    const attempt = new AbortController();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const expectBytesWithin = (ms: number) => {
      clearTimeout(silence);
      silence = setTimeout(() => attempt.abort(new DOMException('silent', 'TimeoutError')), ms);
    };
    try {
      expectBytesWithin(CONNECT_TIMEOUT_MS);
      const response = await openStream(connection, questionId, lastEventId, signal, attempt.signal);
      if (response === null) return;
      expectBytesWithin(SILENCE_MAX_MS);
      let finished = false;
      const messages = readMessages(response, {
        onRetry: (ms) => (retryMs = ms),
        onBytes: () => expectBytesWithin(SILENCE_MAX_MS),
      });
      for await (const message of messages) {
        failures = 0;
        contactAtMs = performance.now();
        if (message.id !== undefined) lastEventId = message.id;
        const event = toEvent(connection.baseUrl, message, lastEventId);
        if (event === null) continue;
        yield event;
        if (ENDS_STREAM[event.type]) return;
        finished = event.type === 'snapshot' && 'finished_at' in event.data;
      }
      if (finished) return;
      throw new UnreachableError(connection.baseUrl, 'the stream ended before the answer');
    } catch (thrown) {
      const known = thrown instanceof ProblemError || thrown instanceof UnreachableError;
      const error = known ? thrown : unreachable(connection.baseUrl, thrown, signal);
      if (signal?.aborted || !isPassing(error)) throw error;
      failures += 1;
      const delayMs = delayAfter(error, failures, retryMs);
      if (performance.now() + delayMs > contactAtMs + connection.patienceMs) throw error;
      connection.onRetry?.({ error, delayMs });
      await pause(delayMs, signal);
    } finally {
      clearTimeout(silence);
      attempt.abort();
    }
  }
}

/** The body of the stream; null where the terminal event has been seen already (204). */
async function openStream(
  connection: Connection,
  questionId: string,
  lastEventId: string,
  signal: AbortSignal | undefined,
  attempt: AbortSignal,
): Promise<ReadableStream<Uint8Array> | null> {
  const headers: Record<string, string> = { Accept: 'text/event-stream' };
  if (lastEventId !== '') headers['Last-Event-ID'] = lastEventId;
  const path = `/v1/questions/${encodeURIComponent(questionId)}/events`;
  const response = await openResponse(connection, { method: 'GET', path, headers, signal }, attempt);
  if (response.status === 204) return null;
  const isEventStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (isEventStream && response.body) return response.body;
  throw new UnreachableError(connection.baseUrl, 'it answered with something that is not an event stream', {
    status: response.status,
  });
}

function toEvent(url: string, message: EventSourceMessage, id: string): StreamEvent | null {
  const type = message.event ?? '';
  if (!Object.hasOwn(ENDS_STREAM, type)) return null;
  try {
    return { type, data: JSON.parse(message.data) as unknown, id: id === '' ? null : id } as StreamEvent;
  } catch (error) {
    throw new UnreachableError(url, `it sent an event (${type}) that is not JSON`, {
      cause: error,
      status: 200,
    });
  }
}
