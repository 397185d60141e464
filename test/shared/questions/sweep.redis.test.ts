import { afterAll, beforeEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { addQuestion, createQueue } from '../../../src/shared/questions/queue.js';
import { handOverQuestion } from '../../../src/shared/questions/handOver.js';
import { readQuestion } from '../../../src/shared/questions/read.js';
import { createSweep } from '../../../src/shared/questions/sweep.js';
import { createWebhooksQueue } from '../../../src/shared/webhooks/queue.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

const room = openQuestionRoom();
const { redis, keys } = room;
const queue = createQueue('questions', redis, keys);
let overdue = 0;
const settings = { deadlineMs: 60_000, retentionS: 60, rememberMs: 60_000, onOverdue: () => overdue++ };
const compositions = createQueue('compositions', redis, keys);
const webhooks = createWebhooksQueue(redis, keys);
const queues = { questions: queue, compositions, webhooks };
const sweep = createSweep(redis, queues, keys, settings, pino({ level: 'silent' }));
beforeEach(() => redis.del(keys.sweepLease));
afterAll(async () => {
  await Promise.all(Object.values(queues).map((one) => one.close()));
  await room.close();
});

/** As if it had been accepted so long ago. */
const age = (id: string, milliseconds: number) => redis.zincrby(keys.open, -milliseconds, id);

it('adds an open question again whose job was never added', async () => {
  const { id } = await room.accepted();
  await age(id, 11_000);
  await sweep.sweepOnce();
  expect(await (await queue.getJob(id))?.getState()).toBe('waiting');
});

it('leaves a young question alone: its process may still be adding it', async () => {
  const { id } = await room.accepted();
  await sweep.sweepOnce();
  expect(await queue.getJob(id)).toBeUndefined();
});

it('adds an open question again whose job BullMQ has given up', async () => {
  const { id } = await room.accepted();
  await addQuestion(queue, id, 1);
  await redis.hset(queue.toKey(id), 'finishedOn', Date.now());
  await redis.lrem(queue.toKey('wait'), 0, id);
  await redis.zadd(queue.toKey('failed'), Date.now(), id);
  await age(id, 11_000);
  await sweep.sweepOnce();
  expect(await (await queue.getJob(id))?.getState()).toBe('waiting');
});

it('fails a question that is past its deadline, frees its place, and counts it', async () => {
  const before = overdue;
  const { id } = await room.accepted({ caller: 'late' });
  await age(id, 61_000);
  await sweep.sweepOnce();
  const stored = await readQuestion(redis, keys, id);
  expect(JSON.parse(stored!.json)).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
  expect(await redis.hget(keys.callers, 'late')).toBeNull();
  expect(overdue).toBe(before + 1);
});

it('lets one process at a time work', async () => {
  expect(await sweep.sweepOnce()).toBe(true);
  expect(await sweep.sweepOnce()).toBe(false);
});

it('outlives a Redis that goes away in the middle of a round', async () => {
  for (let count = 0; count < 5; count++) await age((await room.accepted()).id, 11_000);
  const connection = redis.duplicate({ maxRetriesPerRequest: 0, retryStrategy: () => null });
  const own = { questions: createQueue('questions', connection, keys), compositions, webhooks };
  const failing = createSweep(connection, own, keys, settings, pino({ level: 'silent' }));
  await redis.del(keys.sweepLease);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const round = failing.sweepOnce();
  connection.hmget = () => {
    connection.disconnect();
    return Promise.reject(new Error('Connection is closed.'));
  };
  await expect(round).rejects.toThrow();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  await own.questions.close();
});

it('adds a handed over question to the compositions, and leaves a queue alone that it does not know', async () => {
  const handed = await room.accepted();
  await room.start(handed.id, 'a');
  await handOverQuestion(redis, keys, handed.id, 'a', { queue: 'compositions', carried: '{}', pending: [] });
  const foreign = await room.accepted();
  await redis.hset(keys.question(foreign.id), 'queue', 'oracles');
  for (const { id } of [handed, foreign]) await age(id, 11_000);
  await redis.del(keys.sweepLease);
  await sweep.sweepOnce();
  expect(await (await compositions.getJob(handed.id))?.getState()).toBe('waiting');
  expect(await queue.getJob(handed.id)).toBeUndefined();
  expect(await queue.getJob(foreign.id)).toBeUndefined();
});
