import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, UnreachableError, type StreamEvent } from '../../src/client/index.js';
import { eventsOf, refuse, startStandInApi } from '../stand-ins/api.js';
import { completedQuestion, openQuestion } from '../stand-ins/questions.js';

const ASK = { question: '¿Cuánto café produjo Huila?' };
const EVENTS = 'GET /v1/questions/{id}/events';

let api: Awaited<ReturnType<typeof startStandInApi>>;
let client: ReturnType<typeof createClient>;
beforeEach(async () => {
  api = await startStandInApi();
  client = createClient({ baseUrl: api.url });
});
afterEach(() => api.close());

async function collect(events: AsyncIterable<StreamEvent>) {
  const seen: StreamEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}
const numbered = (id: string) => eventsOf(id).map((event, index) => ({ ...event, id: String(index + 1) }));
const resumedAfter = () => api.requests(EVENTS).map(({ headers }) => headers['last-event-id']);

describe('stream', () => {
  it('gives every event in order and ends with the whole answer', async () => {
    const { id } = await client.ask(ASK);
    expect(await collect(client.stream(id))).toEqual(numbered(id));
    expect(api.requests(EVENTS)[0]?.headers.accept).toBe('text/event-stream');
  });

  it('has no gap and no repeat wherever the connection is cut', async () => {
    const { id } = await client.ask(ASK);
    const whole = JSON.stringify(numbered(id)).length + 200;
    for (let afterBytes = 10; afterBytes < whole; afterBytes += 97) {
      api.failNext(EVENTS, { kind: 'cut', afterBytes });
      expect(await collect(client.stream(id)), `cut after ${afterBytes} bytes`).toEqual(numbered(id));
    }
  });

  it('resumes after the last event that it gave when the server ends the stream early', async () => {
    const { id } = await client.ask(ASK);
    api.failNext(EVENTS, { kind: 'end', afterEvents: 2 }, { kind: 'drop' }, { kind: 'end', afterEvents: 3 });
    expect(await collect(client.stream(id))).toEqual(numbered(id));
    expect(resumedAfter()).toEqual([undefined, '2', '2', '5']);
  });

  it('resumes where the caller says', async () => {
    const { id } = await client.ask(ASK);
    expect(await collect(client.stream(id, { lastEventId: '4' }))).toEqual(numbered(id).slice(4));
  });

  it('is empty where the caller has seen the terminal event', async () => {
    const { id } = await client.ask(ASK);
    expect(await collect(client.stream(id, { lastEventId: '6' }))).toEqual([]);
  });

  it('begins with the snapshot where the first events are gone', async () => {
    const { id } = await client.ask(ASK);
    api.trim(id, 3);
    const types = (await collect(client.stream(id))).map(({ type }) => type);
    expect(types).toEqual(['snapshot', 'question.progress', 'question.progress', 'question.completed']);
  });

  it('ends after the snapshot of a finished question that has no events left', async () => {
    const { id } = await client.ask(ASK);
    api.trim(id, 6);
    expect(await collect(client.stream(id))).toEqual([
      { type: 'snapshot', data: completedQuestion(id), id: '6' },
    ]);
    expect(api.requests(EVENTS)).toHaveLength(1);
  });

  it.each([
    { status: 503, code: 'unavailable' as const },
    { status: 429, code: 'rate_limited' as const },
  ])('comes back after $status', async ({ status, code }) => {
    const { id } = await client.ask(ASK);
    api.failNext(EVENTS, refuse(status, code), { kind: 'end', afterEvents: 1 }, refuse(status, code));
    expect(await collect(client.stream(id))).toEqual(numbered(id));
    expect(resumedAfter()).toEqual([undefined, undefined, '1', '1']);
  });

  it('skips events of a kind that it does not know', async () => {
    api.answer = (id) => [
      { type: 'question.praised', data: {} } as unknown as ReturnType<typeof eventsOf>[number],
      { type: 'question.completed', data: completedQuestion(id) },
    ];
    const { id } = await client.ask(ASK);
    expect((await collect(client.stream(id))).map(({ type }) => type)).toEqual(['question.completed']);
  });

  it('throws what the server says of a question that never was', async () => {
    await expect(collect(client.stream('q_nunca'))).rejects.toMatchObject({ status: 404, code: 'not_found' });
    expect(api.requests(EVENTS)).toHaveLength(1);
  });

  it('gives up when the server stays away longer than its patience', async () => {
    const { id } = await client.ask(ASK);
    const impatient = createClient({ baseUrl: api.url, patienceMs: 0 });
    api.failNext(EVENTS, { kind: 'end', afterEvents: 2 }, { kind: 'drop' });
    await expect(collect(impatient.stream(id))).rejects.toBeInstanceOf(UnreachableError);
  });

  it('closes the connection and asks no more when the reader leaves the loop', async () => {
    const { id } = await client.ask(ASK);
    for await (const event of client.stream(id)) {
      expect(event.type).toBe('question.queued');
      break;
    }
    expect(api.requests(EVENTS)).toHaveLength(1);
  });

  it('stops with the reason of the signal', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    const { id } = await client.ask(ASK);
    const stop = new AbortController();
    const reading = (async () => {
      for await (const _event of client.stream(id, { signal: stop.signal })) stop.abort(new Error('left'));
    })();
    await expect(reading).rejects.toThrow('left');
  });
});
