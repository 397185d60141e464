import { afterAll, beforeEach, expect, it } from 'vitest';
import { claimDelivery, readDelivery, settleDelivery } from '../../../src/shared/webhooks/deliveries.js';
import { addDueDeliveries } from '../../../src/shared/webhooks/dueDeliveries.js';
import { deliveryKey, dueKey } from '../../../src/shared/webhooks/keys.js';
import { addDelivery, deliveryJobSchema } from '../../../src/shared/webhooks/queue.js';
import { openDeliveryRoom, openReceiver } from '../../workers/webhooks/deliveryRoom.js';

const room = openDeliveryRoom();
const { redis, keys, queue } = room;
const URL = 'https://cooperativa.co/avisos?token=abc';
const LATER_MS = 11_000;
beforeEach(async () => {
  await redis.del(dueKey(keys));
  await queue.obliterate();
});
afterAll(() => room.closeAll());

const sweepIn = (ms: number) => addDueDeliveries(redis, queue, keys, Date.now() + ms);
const made = (status: number) => ({ at: '2026-11-24T10:00:00.000Z', status, duration_ms: 12 });

it('adds a delivery whose process died between the end of its question and its job', async () => {
  const id = await room.owe(URL);
  expect(await sweepIn(LATER_MS)).toBe(1);
  const job = await queue.getJob(id);
  expect(await job?.getState()).toBe('waiting');
  expect(deliveryJobSchema.parse(job?.data)).toEqual({ v: 1, id });
});

it('leaves a young one alone: its process may still be adding it', async () => {
  await room.owe(URL);
  expect(await sweepIn(0)).toBe(0);
});

it('leaves one alone whose job waits', async () => {
  const id = await room.owe(URL);
  await addDelivery(queue, id);
  expect(await sweepIn(LATER_MS)).toBe(0);
});

it('leaves one alone that is put off, until it is due', async () => {
  const id = await room.owe(URL);
  const nextAtMs = Date.now() + 60_000;
  await claimDelivery(redis, keys, id);
  await settleDelivery(redis, keys, id, 1, { state: 'pending', nextAtMs, made: made(500) });
  expect(await sweepIn(LATER_MS)).toBe(0);
  expect(await sweepIn(60_000 + LATER_MS)).toBe(1);
});

it('adds one again whose job BullMQ has given up', async () => {
  const id = await room.owe(URL);
  await addDelivery(queue, id);
  await redis.hset(queue.toKey(id), 'finishedOn', Date.now());
  await redis.lrem(queue.toKey('wait'), 0, id);
  await redis.zadd(queue.toKey('failed'), Date.now(), id);
  expect(await sweepIn(LATER_MS)).toBe(1);
  expect(await (await queue.getJob(id))?.getState()).toBe('waiting');
});

it('is forgotten with its question', async () => {
  const id = await room.owe(URL);
  expect(await redis.ttl(deliveryKey(keys, id))).toBeGreaterThan(0);
  await redis.del(deliveryKey(keys, id));
  expect(await claimDelivery(redis, keys, id)).toEqual({ outcome: 'gone' });
  expect(await redis.zscore(dueKey(keys), id)).toBeNull();
  await settleDelivery(redis, keys, id, 1, { state: 'pending', nextAtMs: Date.now(), made: made(500) });
  expect(await redis.exists(deliveryKey(keys, id))).toBe(0);
});

it('goes on counting its attempts where its job was lost', async () => {
  const id = await room.owe(URL);
  expect(await claimDelivery(redis, keys, id)).toEqual({ outcome: 'claimed', url: URL, attempt: 1 });
  expect(await claimDelivery(redis, keys, id)).toEqual({ outcome: 'claimed', url: URL, attempt: 2 });
});

it('keeps its ending where a job that ran twice fails the second time', async () => {
  const id = await room.owe(URL);
  await claimDelivery(redis, keys, id);
  await claimDelivery(redis, keys, id);
  await settleDelivery(redis, keys, id, 1, { state: 'delivered', made: made(204) });
  await settleDelivery(redis, keys, id, 2, { state: 'pending', nextAtMs: Date.now(), made: made(500) });
  expect(await readDelivery(redis, keys, id)).toMatchObject({
    url: 'https://cooperativa.co/avisos',
    state: 'delivered',
    attempts: [{ status: 204 }, { status: 500 }],
  });
  expect(await redis.zscore(dueKey(keys), id)).toBeNull();
  expect(await claimDelivery(redis, keys, id)).toEqual({ outcome: 'ended' });
});

it('is left to a newer worker where its record is of a newer version', async () => {
  const id = await room.owe(URL);
  await redis.hset(deliveryKey(keys, id), 'v', 2);
  expect(await claimDelivery(redis, keys, id)).toEqual({ outcome: 'newer' });
});

it('reaches its receiver by the sweep alone', async () => {
  const receiver = await openReceiver();
  const { outcomes, stop } = await room.startDelivery([receiver.host]);
  const id = await room.owe(receiver.url);
  await sweepIn(LATER_MS);
  expect((await receiver.requests.take()).headers['webhook-id']).toBe(id);
  expect(await outcomes.take()).toBe('delivered');
  await stop();
  await receiver.close();
});
