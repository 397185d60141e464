import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { QuestionEvent } from '../../src/shared/contract/events.js';
import type { Question } from '../../src/shared/contract/question.js';
import { completedQuestion, explanation, openQuestion, problem, questionId } from './questions.js';

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** What happens to one request instead of, or while, it is served. */
export type Fault =
  | { kind: 'reply'; status: number; headers?: Record<string, string>; body: string }
  /** The connection breaks before the request is looked at. */
  | { kind: 'drop' }
  /** The request is served, but the connection breaks before the reply. */
  | { kind: 'drop reply' }
  /** A stream breaks after so many bytes of its body. */
  | { kind: 'cut'; afterBytes: number }
  /** A stream ends in good order after so many events. */
  | { kind: 'end'; afterEvents: number };

export const refuse = (...[status, code, detail]: Parameters<typeof problem>): Fault => ({
  kind: 'reply',
  status,
  headers: { 'content-type': 'application/problem+json', 'retry-after': '0' },
  body: JSON.stringify(problem(status, code, detail)),
});

type NumberedEvent = QuestionEvent & { id: number };

interface Held {
  question: Question;
  events: NumberedEvent[];
  /** Events up to this id are no longer kept. */
  trimmedTo: number;
}

/** The ordinary life of a question that a worker answers at once. */
export const eventsOf = (id: string, text?: string): QuestionEvent[] => [
  { type: 'question.queued', data: openQuestion(id) },
  { type: 'question.progress', data: { position: 1 } },
  { type: 'question.started', data: { started_at: '2026-11-23T10:00:00.000Z' } },
  { type: 'question.progress', data: { stage: 'reading' } },
  { type: 'question.progress', data: { stage: 'looking_up' } },
  { type: 'question.completed', data: completedQuestion(id, text) },
];

/**
 * A server on loopback that speaks the API's protocol, answers every question by `answer`, and fails as it is told: the
 * next faults of a route (`POST /v1/questions`, `GET /v1/questions/{id}/events` …) are used up one a request.
 */
export async function startStandInApi() {
  const held = new Map<string, Held>();
  const idsByKey = new Map<string, string>();
  const received: Received[] = [];
  const faults = new Map<string, Fault[]>();
  const api = {
    url: '',
    received,
    /** The events of a new question; a list without a terminal event leaves it open. */
    answer: (id: string, _question: string): QuestionEvent[] => eventsOf(id),
    health: { status: 'ok', version: '0.1.0', workers: [] as unknown[] },
    failNext(route: string, ...next: Fault[]) {
      faults.set(route, [...(faults.get(route) ?? []), ...next]);
    },
    /** Adds an event to a question's list and makes the question what a terminal event says. */
    emit(id: string, event: QuestionEvent) {
      const entry = held.get(id)!;
      entry.events.push({ ...event, id: entry.events.length + 1 });
      if (event.type !== 'answer.reset' && 'object' in event.data) entry.question = event.data;
    },
    trim(id: string, toId: number) {
      held.get(id)!.trimmedTo = toId;
    },
    requests: (route: string) => received.filter(({ method, path }) => `${method} ${path}` === route),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : undefined;
    const path = request.url ?? '';
    const id = /^\/v1\/questions\/([^/]+)/.exec(path)?.[1];
    const route = `${request.method} ${id === undefined ? path : path.replace(id, '{id}')}`;
    received.push({
      method: request.method ?? '',
      path: route.split(' ')[1]!,
      headers: request.headers,
      body,
    });
    const fault = faults.get(route)?.shift();
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'reply') return void response.writeHead(fault.status, fault.headers).end(fault.body);
    if (route === 'POST /v1/questions') {
      const question = accept(request, body as { question: string });
      if (fault?.kind === 'drop reply') return void request.socket.destroy();
      return json(response, request.headers.prefer && 'finished_at' in question ? 200 : 202, question);
    }
    if (route === 'GET /health') return json(response, 200, api.health);
    const entry = id === undefined ? undefined : held.get(id);
    if (!entry) return json(response, 404, problem(404, 'not_found', 'Esa pregunta no existe.'));
    switch (route) {
      case 'GET /v1/questions/{id}':
        return json(response, 200, entry.question);
      case 'GET /v1/questions/{id}/events':
        return stream(response, entry, request.headers['last-event-id']?.toString(), fault);
      case 'POST /v1/questions/{id}/cancel':
        return json(response, 200, {
          ...openQuestion(id!),
          status: 'cancelled',
          finished_at: '2026-11-23T10:00:00.000Z',
        });
      case 'PUT /v1/questions/{id}/feedback':
        return void response.writeHead(204).end();
      case 'GET /v1/questions/{id}/explanation':
        return json(response, 200, explanation);
    }
    json(response, 404, problem(404, 'not_found'));
  }

  function accept(request: IncomingMessage, body: { question: string }): Question {
    const key = String(request.headers['idempotency-key']);
    const known = idsByKey.get(key);
    if (known !== undefined) return held.get(known)!.question;
    const id = questionId(held.size + 1);
    idsByKey.set(key, id);
    held.set(id, { question: openQuestion(id), events: [], trimmedTo: 0 });
    for (const event of api.answer(id, body.question)) api.emit(id, event);
    return held.get(id)!.question;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

function stream(
  response: ServerResponse,
  { events, trimmedTo, question }: Held,
  lastEventId: string | undefined,
  fault: Fault | undefined,
): void {
  const after = Number(lastEventId ?? 0);
  const seen = events.find(({ id }) => id === after);
  if (seen && 'finished_at' in seen.data) return void response.writeHead(204).end();
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' });
  const messages = events.filter(({ id }) => id > after && id > trimmedTo).map(sse);
  if (trimmedTo > after) messages.unshift(sse({ type: 'snapshot', data: question, id: trimmedTo }));
  const sent = fault?.kind === 'end' ? messages.slice(0, fault.afterEvents) : messages;
  // A reconnection after 1 ms: tests meet the server's own pace, not a slow one.
  const bytes = Buffer.from(['retry: 1\n\n', ': ping\n\n', ...sent].join(''));
  if (fault?.kind === 'cut') {
    response.write(bytes.subarray(0, fault.afterBytes), () => response.socket?.destroy());
  } else {
    response.end(bytes);
  }
}

const sse = ({ id, type, data }: NumberedEvent) =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
