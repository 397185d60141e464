import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  completedQuestionSchema,
  openQuestionSchema,
  type CompletedQuestion,
  type OpenQuestion,
} from '../../src/shared/contract/question.js';
import { createQueue } from '../../src/shared/questions/queue.js';
import {
  ANSWER,
  openWorkBench,
  startApiUnderTest,
  type ApiUnderTest,
  type WorkBench,
} from './apiUnderTest.js';

let api: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest({ AGROBOT_OPEN_PER_CALLER: '50' });
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
});

const QUESTION = { question: '¿Cuánto café produjo Huila en 2020?' };
const open = async (response: Response) => openQuestionSchema.parse(await response.json());

describe('POST /v1/questions', () => {
  it('answers 202 with where and when to read the question, and puts it into the queue', async () => {
    const response = await api.ask(QUESTION);
    const question = await open(response);
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(question.urls.self);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(question.status).toBe('queued');
    expect(question.position).toBeGreaterThan(0);
    const queue = createQueue('questions', bench.redis.duplicate(), bench.keys);
    expect((await queue.getJob(question.id))?.data).toEqual({ v: 1, id: question.id });
    await queue.close();
  });

  it('goes on with a conversation that it made', async () => {
    const first = await open(await api.ask(QUESTION));
    const second = await open(
      await api.ask({ question: '¿Y en 2021?', conversation_id: first.conversation_id }),
    );
    expect(second.conversation_id).toBe(first.conversation_id);
  });

  it('trims the question and takes a place', async () => {
    const response = await api.ask({
      question: `  ${'ñ'.repeat(1_000)} `,
      location: { lat: 1.85, lon: -76.05 },
    });
    const { id } = await open(response);
    const asked = JSON.parse((await bench.redis.hget(bench.keys.question(id), 'asked'))!) as unknown;
    expect(asked).toEqual({ text: 'ñ'.repeat(1_000), location: { lat: 1.85, lon: -76.05 } });
  });

  it('still answers 202 when the queue fails after the record was made', async () => {
    // A string where BullMQ keeps a list: its script fails, the record's does not.
    const other = await startApiUnderTest();
    const otherBench = openWorkBench(other.prefix);
    await otherBench.redis.set(`${otherBench.keys.bull}:questions:wait`, 'x');
    const response = await other.ask(QUESTION);
    expect(response.status).toBe(202);
    expect(other.lines.map(({ msg }) => msg)).toContain('accepted question not added to the queue yet');
    await other.stop();
    await otherBench.close();
  });
});

describe('Prefer: wait', () => {
  it('answers 202 like any other when the time is up', async () => {
    const response = await api.ask(QUESTION, { prefer: 'wait=1' });
    expect(response.status).toBe(202);
    expect(response.headers.get('preference-applied')).toBeNull();
    expect(response.headers.get('location')).toBe((await open(response)).urls.self);
  });

  it('answers 200 with the finished object', async () => {
    const waiting = await startApiUnderTest();
    const waitingBench = openWorkBench(waiting.prefix);
    await waitingBench.answerAll();
    const response = await waiting.ask(QUESTION, { prefer: 'respond-async, wait=20' });
    const question = completedQuestionSchema.parse(await response.json());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-location')).toBe(question.urls.self);
    expect(response.headers.get('preference-applied')).toBe('wait=20');
    expect(response.headers.get('retry-after')).toBeNull();
    expect(question.answer.text).toBe(ANSWER);
    await waiting.stop();
    await waitingBench.close();
  });
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'pregunta-1' };
  let first: OpenQuestion;

  it('returns the same question for the same key and body', async () => {
    first = await open(await api.ask(QUESTION, key));
    const again = await api.ask(QUESTION, key);
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await open(again)).id).toBe(first.id);
  });

  it('refuses the key with another body', async () => {
    const response = await api.ask({ question: 'otra' }, key);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('adds the job again while the question is open', async () => {
    const queue = createQueue('questions', bench.redis.duplicate(), bench.keys);
    await queue.remove(first.id);
    await api.ask(QUESTION, key);
    expect(await queue.getJob(first.id)).toBeDefined();
    await queue.close();
  });

  it('waits for the question that the key is bound to', async () => {
    const waiting = api.ask(QUESTION, { ...key, prefer: 'wait=20' });
    await bench.answer(first.id);
    const response = await waiting;
    expect(response.status).toBe(200);
    expect(response.headers.get('idempotent-replayed')).toBe('true');
    expect(((await response.json()) as CompletedQuestion).answer.text).toBe(ANSWER);
  });

  it('returns the finished question afterwards', async () => {
    const response = await api.ask(QUESTION, key);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-location')).toBe(first.urls.self);
    expect(await response.json()).toMatchObject({ id: first.id, status: 'completed' });
  });

  it('makes one question of many at the same time', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => api.ask(QUESTION, { 'idempotency-key': 'a la vez' }).then(open)),
    );
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
  });
});

describe('limits', () => {
  it('refuses more open questions than a caller may have', async () => {
    const limited = await startApiUnderTest({ AGROBOT_OPEN_PER_CALLER: '2' });
    const limitedBench = openWorkBench(limited.prefix);
    const { id } = await open(await limited.ask(QUESTION));
    await limited.ask(QUESTION);
    const refused = await limited.ask(QUESTION);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await refused.json()).toMatchObject({ code: 'too_many_open_questions' });
    await limitedBench.answer(id);
    expect((await limited.ask(QUESTION)).status).toBe(202);
    await limited.stop();
    await limitedBench.close();
  });

  it('refuses more open questions than there may be in all', async () => {
    const limited = await startApiUnderTest({ AGROBOT_OPEN_QUESTIONS: '1' });
    await limited.ask(QUESTION);
    const refused = await limited.ask(QUESTION);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({ code: 'queue_full' });
    await limited.stop();
    await openWorkBench(limited.prefix).close();
  });
});
