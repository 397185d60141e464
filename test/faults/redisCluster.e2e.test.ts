import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompletedQuestion } from '../../src/client/index.js';
import { startCluster, type TestCluster } from '../support/redisNodes.js';
import { createFleet, everydayQuestions, type Started, type TestFleet } from '../support/processes.js';

let fleet: TestFleet;
let cluster: TestCluster;
let api: Started;
let worker: Started;

beforeAll(async () => {
  const { prefix } = createFleet();
  cluster = await startCluster(`{${prefix}}`);
  fleet = createFleet({
    REDIS_URL: cluster.url,
    AGROBOT_PREFIX: prefix,
    AGROBOT_RATE_LIMIT_PER_MINUTE: '100000',
  });
  [api, worker] = await Promise.all([fleet.api(), fleet.worker()]);
});
afterAll(async () => {
  await fleet.stop();
  await cluster.stop();
});

it('answers at once, when polled and as a stream, and remembers the conversation', async () => {
  const client = fleet.client(api);
  const first = await client.ask({ question: '¿Cuánto café produjo Huila en 2020?' }, { waitS: 20 });
  expect(first.status).toBe('completed');

  const followUp = await client.ask({ question: '¿y en Antioquia?', conversation_id: first.conversation_id });
  const polled = (await client.wait(followUp.id)) as CompletedQuestion;
  expect(polled).toMatchObject({ status: 'completed', conversation_id: first.conversation_id });
  expect(polled.answer.text).toMatch(/Antioquia.*café|café.*Antioquia/s);

  const { id } = await client.ask({ question: '¿Cuánto maíz produjo Meta en 2021?' });
  const types: string[] = [];
  for await (const { type } of client.stream(id)) types.push(type);
  expect([types[0], types.at(-1)]).toEqual(['question.queued', 'question.completed']);
  const health = await client.health();
  expect([health.status, health.workers.length]).toEqual(['ok', 1]);
});

it('loses none of 60 accepted questions when the master that has them dies, and goes on with the replica', async () => {
  const client = fleet.client(api);
  const asked = await Promise.all(everydayQuestions(60).map((question) => client.ask({ question })));
  const streams = asked.slice(0, 5).map(async ({ id }) => {
    let last = '';
    for await (const { type } of client.stream(id)) last = type;
    return last;
  });
  // What a replica has not received dies with its master: docs/decisions/0008-redis-topologies.md.
  worker.child.kill('SIGSTOP');
  await cluster.master.redis.wait(1, 5_000);
  await cluster.master.kill('SIGKILL');
  worker.child.kill('SIGCONT');
  await cluster.failedOver();
  const next = await client.ask({ question: '¿Cuánto cacao produjo Santander en 2022?' });
  const ends = await Promise.all([...asked, next].map(({ id }) => client.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 'completed'));
  expect(await Promise.all(streams)).toEqual(streams.map(() => 'question.completed'));
  expect([api, worker].map(({ child }) => child.exitCode ?? child.signalCode)).toEqual([null, null]);
});
