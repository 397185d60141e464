import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ProblemError, UnreachableError } from '../../src/client/index.js';
import { refuse, startStandInApi } from '../stand-ins/api.js';
import { completedQuestion, explanation, openQuestion, questionId } from '../stand-ins/questions.js';

const ASK = 'POST /v1/questions';
const READ = 'GET /v1/questions/{id}';

let api: Awaited<ReturnType<typeof startStandInApi>>;
let client: ReturnType<typeof createClient>;
beforeEach(async () => {
  api = await startStandInApi();
  client = createClient({ baseUrl: `${api.url}/`, apiKey: 'secret' });
});
afterEach(() => api.close());

describe('ask', () => {
  it('returns the finished question where the server was asked to wait', async () => {
    const question = await client.ask({ question: '¿Cuánto café?' }, { waitS: 5 });
    expect(question).toEqual(completedQuestion(questionId(1)));
    const [sent] = api.requests(ASK);
    expect(sent?.body).toEqual({ question: '¿Cuánto café?' });
    expect(sent?.headers).toMatchObject({ prefer: 'wait=5', authorization: 'Bearer secret' });
    expect(sent?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('asks once although the reply was lost', async () => {
    api.failNext(ASK, { kind: 'drop reply' });
    const question = await client.ask({ question: '¿Cuánto café?' });
    expect(question.id).toBe(questionId(1));
    const keys = api.requests(ASK).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    { fault: refuse(503, 'unavailable'), name: '503' },
    { fault: refuse(429, 'too_many_open_questions'), name: '429' },
    { fault: { kind: 'drop' as const }, name: 'a broken connection' },
    {
      fault: {
        kind: 'reply' as const,
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<h1>Bad gateway',
      },
      name: 'a proxy without its server',
    },
  ])('goes on after $name', async ({ fault }) => {
    api.failNext(ASK, fault, fault);
    expect((await client.ask({ question: '¿Cuánto café?' })).id).toBe(questionId(1));
    expect(api.requests(ASK)).toHaveLength(3);
  });

  it('does not begin a wait that is longer than its patience', async () => {
    const slow = refuse(503, 'queue_full', 'Hay muchas preguntas en cola.');
    api.failNext(ASK, { ...slow, headers: { 'retry-after': '3600' } } as typeof slow);
    const asking = client.ask({ question: '¿Cuánto café?' });
    await expect(asking).rejects.toMatchObject({
      name: 'ProblemError',
      code: 'queue_full',
      retryAfterMs: 3_600_000,
    });
    await expect(asking).rejects.toThrow('Hay muchas preguntas en cola.');
    expect(api.requests(ASK)).toHaveLength(1);
  });

  it('does not repeat what the server refused for good', async () => {
    api.failNext(ASK, refuse(422, 'invalid_request', 'escriba una pregunta'));
    const error: unknown = await client.ask({ question: '' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem).toMatchObject({ status: 422, detail: 'escriba una pregunta' });
    expect(api.requests(ASK)).toHaveLength(1);
  });

  it('stops with the reason of the signal while it waits to try again', async () => {
    const stop = new AbortController();
    const fault = refuse(503, 'unavailable');
    const fetchOnce: typeof fetch = async (...args) => {
      const response = await fetch(...args);
      stop.abort(new Error('enough'));
      return response;
    };
    api.failNext(ASK, { ...fault, headers: { 'retry-after': '20' } } as typeof fault);
    const impatient = createClient({ baseUrl: api.url, fetch: fetchOnce });
    await expect(impatient.ask({ question: 'hola' }, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('an address without an API', () => {
  it('is told apart from a refusal', async () => {
    await api.close();
    const asking = createClient({ baseUrl: api.url, patienceMs: 0 }).health();
    await expect(asking).rejects.toBeInstanceOf(UnreachableError);
    await expect(asking).rejects.toThrow(`No AgroBot API answers at ${api.url}: connection refused.`);
    api = await startStandInApi();
  });

  it.each([
    { status: 404, body: '<h1>Not found', reason: 'something else answered there (status 404' },
    { status: 200, body: '<h1>It works', reason: 'it answered 200 with something that is not JSON' },
    { status: 200, body: '{"hello":1}', reason: 'something else answered there (status 200' },
  ])('is known by its reply $status $body', async ({ status, body, reason }) => {
    const other = { kind: 'reply' as const, status, body };
    api.failNext('GET /health', other);
    api.failNext(ASK, other);
    await expect(client.health()).rejects.toThrow(reason);
    await expect(client.ask({ question: 'hola' })).rejects.toThrow(reason);
    expect(api.received).toHaveLength(2);
  });
});

describe('health', () => {
  it('is told also while the API is unwell', async () => {
    const unwell = { status: 'unavailable', version: '0.1.0', redis: 'away', workers: [] };
    api.failNext('GET /health', { kind: 'reply', status: 503, body: JSON.stringify(unwell) });
    expect(await client.health()).toEqual(unwell);
    expect(api.received).toHaveLength(1);
  });
});

describe('wait', () => {
  it('reads again until the question is finished', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    const { id } = await client.ask({ question: '¿Cuánto café?' });
    const still = {
      kind: 'reply' as const,
      status: 200,
      headers: { 'retry-after': '0' },
      body: JSON.stringify(openQuestion(id)),
    };
    api.failNext(READ, still, still);
    api.emit(id, { type: 'question.completed', data: completedQuestion(id) });
    expect(await client.wait(id)).toEqual(completedQuestion(id));
    expect(api.requests(READ).map(({ headers }) => headers.prefer)).toEqual([
      'wait=30',
      'wait=30',
      'wait=30',
    ]);
  });
});

describe('the other calls', () => {
  it('read, cancel, rate and explain a question, and tell the health', async () => {
    const { id } = await client.ask({ question: '¿Cuánto café?' });
    expect(await client.get(id)).toEqual(completedQuestion(id));
    expect(await client.cancel(id)).toMatchObject({ id, status: 'cancelled' });
    expect(await client.explanation(id)).toEqual(explanation);
    await client.feedback(id, { rating: 'up' });
    expect(api.requests('PUT /v1/questions/{id}/feedback').map(({ body }) => body)).toEqual([
      { rating: 'up' },
    ]);
    expect(await client.health()).toEqual(api.health);
  });

  it('say which question does not exist', async () => {
    await expect(client.get('q_nunca')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });
});
