import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoad, percentile } from '../../../src/cli/demo/load.js';
import { createClient } from '../../../src/client/index.js';
import { eventsOf, refuse, startStandInApi } from '../../stand-ins/api.js';
import { failedQuestion } from '../../stand-ins/questions.js';

let api: Awaited<ReturnType<typeof startStandInApi>>;
beforeEach(async () => {
  api = await startStandInApi();
});
afterEach(() => api.close());

const QUESTIONS = Array.from({ length: 20 }, (_, index) => `¿Pregunta ${index}?`);
const asked = () =>
  api.requests('POST /v1/questions').map(({ body }) => (body as { question: string }).question);

describe('createLoad', () => {
  it('asks every question once and tells when so many have come back', async () => {
    const load = createLoad(createClient({ baseUrl: api.url }), QUESTIONS, new AbortController().signal);
    await load.askNext(5, 0);
    await load.untilFinished(5);
    expect(asked()).toHaveLength(5);
    await load.askNext(100, 0);
    await load.untilFinished(20);
    expect(asked().sort()).toEqual([...QUESTIONS].sort());
    expect([load.answered(), load.inFlight(), load.failures]).toEqual([20, 0, []]);
  });

  it('counts what failed or was refused apart', async () => {
    api.answer = (id, question) =>
      question === QUESTIONS[3] ? [{ type: 'question.failed', data: failedQuestion(id) }] : eventsOf(id);
    api.failNext('POST /v1/questions', refuse(422, 'invalid_request', 'no'));
    const load = createLoad(createClient({ baseUrl: api.url }), QUESTIONS, new AbortController().signal);
    await load.askNext(1, 0);
    await load.untilFinished(1);
    await load.askNext(19, 0);
    await load.untilFinished(20);
    expect(load.answered()).toBe(18);
    expect(load.failures).toEqual(['no', expect.stringMatching(/^q_.* failed$/)]);
  });

  it('stops waiting when it is interrupted', async () => {
    const stop = new AbortController();
    api.failNext('POST /v1/questions', {
      kind: 'reply',
      status: 503,
      headers: { 'retry-after': '20' },
      body: JSON.stringify({ code: 'unavailable', detail: 'espere' }),
    });
    const client = createClient({ baseUrl: api.url, onRetry: () => stop.abort(new Error('left')) });
    const load = createLoad(client, QUESTIONS, stop.signal);
    await load.askNext(1, 0);
    await expect(load.untilFinished(1)).rejects.toThrow('left');
  });
});

describe('percentile', () => {
  it.each([
    { values: [3], p: 0.5, expected: 3 },
    { values: [4, 1, 3, 2], p: 0.5, expected: 2 },
    { values: Array.from({ length: 200 }, (_, index) => index + 1), p: 0.99, expected: 198 },
    { values: [1, 2], p: 1, expected: 2 },
    { values: [], p: 0.5, expected: Number.NaN },
  ])('of $values.length values at $p is $expected', ({ values, p, expected }) => {
    expect(percentile(values, p)).toBe(expected);
  });
});
