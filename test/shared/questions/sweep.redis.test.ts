import { afterAll, beforeEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { addQuestion, createQueue } from '../../../src/shared/questions/queue.js';
import { readQuestion } from '../../../src/shared/questions/read.js';
import { createSweep } from '../../../src/shared/questions/sweep.js';
import { createWebhooksQueue } from '../../../src/shared/webhooks/queue.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

const room = openQuestionRoom();
const { redis, keys } = room;
const queue = createQueue('questions', redis, keys);
const settings = { deadlineMs: 60_000, retentionS: 60, rememberMs: 60_000 };
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

it('fails a question that is past its deadline and frees its place', async () => {
  const { id } = await room.accepted({ caller: 'late' });
  await age(id, 61_000);
  await sweep.sweepOnce();
  const stored = await readQuestion(redis, keys, id);
  expect(JSON.parse(stored!.json)).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
  expect(await redis.hget(keys.callers, 'late')).toBeNull();
});

it('lets one process at a time work', async () => {
  expect(await sweep.sweepOnce()).toBe(true);
  expect(await sweep.sweepOnce()).toBe(false);
});
