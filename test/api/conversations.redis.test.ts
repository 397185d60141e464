import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversationSchema, type OpenQuestion } from '../../src/shared/contract/question.js';
import { newWebhookSecret } from '../../src/shared/webhooks/secrets.js';
import { deliveryKey, dueKey } from '../../src/shared/webhooks/keys.js';
import { newConversationId } from '../../src/shared/questions/ids.js';
import { startQuestion } from '../../src/shared/questions/start.js';
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

async function asked(question: string, more: object = {}): Promise<OpenQuestion> {
  return (await (await api.ask({ question, ...more })).json()) as OpenQuestion;
}
const path = (id: string) => `/v1/conversations/${id}`;
const forget = (id: string) => api.send(path(id), { method: 'DELETE' });

it('gives the turns of a conversation, oldest first, with what was asked', async () => {
  const first = await asked('¿Cuánto café produjo Huila?');
  const { conversation_id } = first;
  await bench.answer(first.id);
  const second = await asked('¿Y en Nariño?', { conversation_id });
  await asked('¿Cuánta papa produjo Boyacá?');
  const reply = await api.send(path(conversation_id));
  expect(reply.headers.get('cache-control')).toBe('private, no-cache');
  const conversation = conversationSchema.parse(await reply.json());
  expect(conversation.turns.map(({ text, question }) => [text, question.id, question.status])).toEqual([
    ['¿Cuánto café produjo Huila?', first.id, 'completed'],
    ['¿Y en Nariño?', second.id, 'queued'],
  ]);
});

it('says 404 of a conversation that the server did not make', async () => {
  const reply = await api.send(path(newConversationId()));
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect((await forget(newConversationId())).status).toBe(404);
  expect((await forget('c_nonsense')).status).toBe(404);
});

it('forgets a conversation with its questions, and what is open in it is cancelled', async () => {
  const done = await asked('¿Cuánto café produjo Huila?', { location: { lat: 2.53, lon: -75.52 } });
  const { conversation_id } = done;
  await bench.answer(done.id);
  const open = await asked('¿Y en Nariño?', { conversation_id });
  const waiting = api.send(`/v1/questions/${open.id}`, { headers: { prefer: 'wait=20' } });
  const stream = await api.send(`/v1/questions/${open.id}/events`);

  expect((await forget(conversation_id)).status).toBe(204);
  expect(await stream.text()).toContain('event: question.cancelled');
  await waiting;
  expect((await api.send(path(conversation_id))).status).toBe(404);
  for (const { id } of [done, open]) expect((await api.send(`/v1/questions/${id}`)).status).toBe(404);
  expect((await api.ask({ question: '¿Y en 2019?', conversation_id })).status).toBe(422);
  const left = await bench.redis.keys(`*${conversation_id}*`);
  expect(left).toEqual([]);
  expect(await bench.redis.zscore(bench.keys.open, open.id)).toBeNull();
});

it('forgets all that is kept of a question: also beyond the turns that it shows', async () => {
  const first = await asked('¿Cuánto café produjo Huila?');
  const { conversation_id } = first;
  await bench.answer(first.id);
  await api.send(`/v1/questions/${first.id}/feedback`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rating: 'down', comment: 'mi finca es otra' }),
  });
  for (let turn = 2; turn <= 101; turn++) {
    const { id } = await asked(`¿Y en ${1900 + turn}?`, { conversation_id });
    await bench.answer(id);
  }
  expect((await forget(conversation_id)).status).toBe(204);
  expect((await api.send(`/v1/questions/${first.id}`)).status).toBe(404);
  // BullMQ's job holds nothing but the id.
  const left = await bench.redis.keys(`*${first.id}*`);
  expect(left.filter((key) => !key.includes(':bull:'))).toEqual([]);
  expect(await bench.redis.hexists(bench.keys.feedback, first.id)).toBe(0);
});

it('forgets where an ending was to be delivered, and delivers none', async () => {
  const hooked = await startApiUnderTest({
    AGROBOT_PREFIX: api.prefix,
    AGROBOT_WEBHOOK_SECRET: newWebhookSecret(),
  });
  const webhook_url = 'https://receptor.co/aviso?token=secreto';
  const body = { question: '¿Cuánto café?', webhook_url };
  const done = (await (await hooked.ask(body, { 'idempotency-key': 'k1' })).json()) as OpenQuestion;
  await bench.answer(done.id);
  const { conversation_id } = done;
  const open = (await (await hooked.ask({ ...body, conversation_id })).json()) as OpenQuestion;
  expect((await forget(conversation_id)).status).toBe(204);
  for (const { id } of [done, open]) {
    expect(await bench.redis.exists(deliveryKey(bench.keys, id), bench.keys.events(id))).toBe(0);
    expect(await bench.redis.zscore(dueKey(bench.keys), id)).toBeNull();
  }
  expect(await bench.redis.keys('*idempotency*k1*')).toEqual([]);
  await hooked.stop();
});

it('keeps coordinates to a hundredth of a degree, and none once the question has ended', async () => {
  const { id } = await asked('¿Va a llover?', { location: { lat: 2.534821, lon: -75.527699 } });
  const started = await startQuestion(bench.redis, bench.keys, id, randomUUID());
  expect(started).toMatchObject({ location: { lat: 2.53, lon: -75.53 } });
  const record = await bench.redis.hgetall(bench.keys.question(id));
  expect(JSON.stringify(record)).not.toContain('2.534');
  await bench.answer(id);
  const after = await bench.redis.hgetall(bench.keys.question(id));
  expect(JSON.stringify(after)).not.toMatch(/2\.53|75\.5/);
});

it('logs neither questions nor coordinates', () => {
  const logged = JSON.stringify(api.lines);
  expect(logged).not.toMatch(/Huila|llover|75\.5|2\.53/);
});
