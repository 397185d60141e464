import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSentinel, type TestSentinel } from '../support/redisNodes.js';
import { createFleet, everydayQuestions, type Started, type TestFleet } from '../support/processes.js';

let fleet: TestFleet;
let watched: TestSentinel;
let api: Started;
let worker: Started;

beforeAll(async () => {
  watched = await startSentinel();
  fleet = createFleet({ REDIS_URL: watched.url });
  [api, worker] = await Promise.all([fleet.api(), fleet.worker()]);
});
afterAll(async () => {
  await fleet.stop();
  await watched.stop();
});

it('goes on answering when the master dies and sentinels name the replica, and loses nothing that it had', async () => {
  const client = fleet.client(api);
  const before = await client.ask({ question: '¿Cuánto café produjo Huila en 2020?' }, { waitS: 20 });
  expect(before.status).toBe('completed');
  const asked = await Promise.all(everydayQuestions(40).map((question) => client.ask({ question })));
  // What a replica has not received dies with its master: docs/decisions/0008-redis-topologies.md.
  worker.child.kill('SIGSTOP');
  await watched.master.redis.wait(1, 5_000);
  await watched.master.kill('SIGKILL');
  worker.child.kill('SIGCONT');
  await watched.failedOver();
  const followUp = await client.ask({
    question: '¿y en Antioquia?',
    conversation_id: before.conversation_id,
  });
  let last = '';
  for await (const { type } of client.stream(followUp.id)) last = type;
  expect(last).toBe('question.completed');
  const ends = await Promise.all(asked.map(({ id }) => client.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(ends.map(() => 'completed'));
  expect([api, worker].map(({ child }) => child.exitCode ?? child.signalCode)).toEqual([null, null]);
});
