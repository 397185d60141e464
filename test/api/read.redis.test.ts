import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenQuestion } from '../../src/shared/contract/question.js';
import { feedbackSchema } from '../../src/shared/questions/feedback.js';
import { createApiKey } from '../../src/shared/questions/apiKeys.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

let api: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest();
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
});

const asked = async () => (await (await api.ask({ question: '¿Cuánto café?' })).json()) as OpenQuestion;
const read = (id: string, headers: Record<string, string> = {}) =>
  api.send(`/v1/questions/${id}`, { headers });

describe('GET /v1/questions/{id}', () => {
  it('says in every state what is known, and when to come back while it can change', async () => {
    const { id } = await asked();
    const queued = await read(id);
    expect(queued.headers.get('retry-after')).toBe('1');
    expect(queued.headers.get('cache-control')).toBe('private, no-cache');
    expect(await queued.json()).toMatchObject({ id, status: 'queued' });

    const { attempt, conversationId } = await bench.start(id);
    expect(conversationId).toMatch(/^c_/);
    expect(await (await read(id)).json()).toMatchObject({ id, status: 'in_progress', position: 0 });
    expect(attempt).not.toBe('');

    const { id: other } = await asked();
    await bench.answer(other);
    const completed = await read(other);
    expect(completed.headers.get('retry-after')).toBeNull();
    expect(await completed.json()).toMatchObject({ id: other, status: 'completed' });
  });

  it('answers 304 for as long as nothing has changed', async () => {
    const { id } = await asked();
    const etag = (await read(id)).headers.get('etag')!;
    const same = await read(id, { 'if-none-match': `"other", W/${etag}` });
    expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, '']);
    await bench.answer(id);
    const changed = await read(id, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('waits for the end where asked to', async () => {
    const { id } = await asked();
    const waiting = read(id, { prefer: 'wait=20' });
    await bench.answer(id);
    const response = await waiting;
    expect(await response.json()).toMatchObject({ status: 'completed' });
  });

  it('answers with the state as it is when the time is up', async () => {
    const { id } = await asked();
    const response = await read(id, { prefer: 'wait=1' });
    expect(response.headers.get('preference-applied')).toBe('wait=1');
    expect(await response.json()).toMatchObject({ status: 'queued' });
  });

  it('has no body for HEAD', async () => {
    const { id } = await asked();
    const response = await api.send(`/v1/questions/${id}`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
  });
});

describe('POST /v1/questions/{id}/cancel', () => {
  const cancel = (id: string) => api.send(`/v1/questions/${id}/cancel`, { method: 'POST' });

  it('ends an open question, and does it no harm to be asked twice', async () => {
    const { id } = await asked();
    const first = await cancel(id);
    expect(first.status).toBe(200);
    const body = await first.json();
    expect(body).toMatchObject({ id, status: 'cancelled' });
    expect(await (await cancel(id)).json()).toEqual(body);
  });

  it('leaves a finished question as it is', async () => {
    const { id } = await asked();
    await bench.answer(id);
    expect(await (await cancel(id)).json()).toMatchObject({ status: 'completed' });
  });

  it('tells the workers', async () => {
    const { id } = await asked();
    const subscriber = bench.redis.duplicate();
    await subscriber.subscribe(bench.keys.cancellations);
    const told = new Promise((resolve) =>
      subscriber.once('message', (_channel, message) => resolve(message)),
    );
    await cancel(id);
    expect(await told).toBe(id);
    await subscriber.quit();
  });
});

describe('GET /v1/questions/{id}/explanation', () => {
  it('tells how the answer came about, once there is one', async () => {
    const { id } = await asked();
    const early = await api.send(`/v1/questions/${id}/explanation`);
    expect([early.status, await early.json()]).toMatchObject([404, { code: 'not_found' }]);
    const explanation = { spans: [], rule: 'crop_production/figure', rows: [], notes: [] };
    await bench.answer(id, { explanation: JSON.stringify(explanation) });
    expect(await (await api.send(`/v1/questions/${id}/explanation`)).json()).toEqual(explanation);
  });
});

describe('feedback', () => {
  const rate = (id: string, body: unknown) =>
    api.send(`/v1/questions/${id}/feedback`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const exported = async (query: string) => {
    const { key } = await createApiKey(bench.redis, bench.keys, { name: 'admin', scopes: ['admin'] });
    return api.send(`/v1/feedback${query}`, { headers: { authorization: `Bearer ${key}` } });
  };

  it('is kept, replaced by a later word, and streamed out to admins', async () => {
    const [{ id: good }, { id: bad }] = [await asked(), await asked()];
    await bench.answer(good);
    expect((await rate(good, { rating: 'down' })).status).toBe(204);
    expect((await rate(good, { rating: 'up' })).status).toBe(204);
    expect((await rate(bad, { rating: 'down', reason: 'mal', comment: '=1+1, "no"' })).status).toBe(204);

    const jsonl = await exported('?since=2026-01-01T00:00:00Z');
    expect(jsonl.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    const lines = (await jsonl.text()).trim().split('\n');
    const all = lines.map((line) => feedbackSchema.parse(JSON.parse(line)));
    expect(all.map(({ question_id, rating, intent }) => [question_id, rating, intent])).toEqual([
      [good, 'up', 'crop_production'],
      [bad, 'down', null],
    ]);

    const csv = (await (await exported('?rating=down&format=csv')).text()).split('\r\n');
    expect(csv[0]).toBe('question_id,at,rating,reason,comment,status,intent,model');
    expect(csv[1]).toMatch(new RegExp(`^${bad},[^,]+,down,mal,"'=1\\+1, ""no""",queued,,$`));
    expect(csv.slice(2)).toEqual(['']);
  });

  it('pages through more than fits one page, also within one millisecond', async () => {
    const other = await startApiUnderTest();
    const otherBench = openWorkBench(other.prefix);
    const ids = Array.from({ length: 1_203 }, (_, index) => `q_${String(index).padStart(4, '0')}`);
    const entry = (id: string) =>
      JSON.stringify({
        question_id: id,
        at: '2026-11-23T10:00:00.000Z',
        rating: 'up',
        reason: null,
        comment: null,
        status: 'completed',
        intent: null,
        model: null,
      });
    await otherBench.redis.hset(otherBench.keys.feedback, ...ids.flatMap((id) => [id, entry(id)]));
    await otherBench.redis.zadd(
      otherBench.keys.feedbackTimes,
      ...ids.flatMap((id, index) => [index < 1_100 ? 1_000 : 2_000, id]),
    );
    const { key } = await createApiKey(otherBench.redis, otherBench.keys, { name: 'a', scopes: ['admin'] });
    const response = await other.send('/v1/feedback', { headers: { authorization: `Bearer ${key}` } });
    const lines = (await response.text()).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { question_id: string }).question_id)).toEqual(ids);
    await other.stop();
    await otherBench.close();
  });

  it.each([
    [{}, ['/rating']],
    [{ rating: 'meh' }, ['/rating']],
    [{ rating: 'up', stars: 5 }, ['/stars']],
    [{ rating: 'up', comment: 'a'.repeat(1_001) }, ['/comment']],
  ])('refuses %j', async (body, pointers) => {
    const { id } = await asked();
    const response = await rate(id, body);
    const problem = (await response.json()) as { errors: { pointer: string }[] };
    expect([response.status, problem.errors.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  });

  it('refuses an export that makes no sense', async () => {
    const response = await exported('?since=ayer&color=azul');
    const problem = (await response.json()) as { errors: { pointer: string }[] };
    expect([response.status, problem.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/since', '/color'],
    ]);
  });
});
