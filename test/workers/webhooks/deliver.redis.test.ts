import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { deliveryKey, dueKey } from '../../../src/shared/webhooks/keys.js';
import { readDelivery } from '../../../src/shared/webhooks/deliveries.js';
import { addDelivery } from '../../../src/shared/webhooks/queue.js';
import { newWebhookSecret } from '../../../src/shared/webhooks/secrets.js';
import { readQuestion } from '../../../src/shared/questions/read.js';
import { openDeliveryRoom, openReceiver, quickSchedule } from './deliveryRoom.js';

const room = openDeliveryRoom();
const { redis, keys, queue } = room;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => room.closeAll());

type Answer = Parameters<typeof openReceiver>[0];

/** A receiver, a process that delivers to it, and a question whose delivery has been added. */
async function deliverTo(answer?: Answer, options: Parameters<typeof room.startDelivery>[1] = {}) {
  const receiver = await openReceiver(answer);
  const delivery = await room.startDelivery([receiver.host], options);
  closing.push(receiver.close, delivery.stop);
  const id = await room.owe(`${receiver.url}?token=abc`);
  await addDelivery(queue, id);
  return { receiver, ...delivery, id, log: () => readDelivery(redis, keys, id) };
}

/** Answers one status after the other, then 204. */
function statuses(...list: [number, Record<string, string>?][]): Answer {
  return (response) => {
    const [status, headers] = list.shift() ?? [204];
    response.writeHead(status, headers).end('…');
  };
}

describe('a delivery', () => {
  it('is the whole question, signed as Standard Webhooks says', async () => {
    const { receiver, outcomes, id } = await deliverTo();
    const { headers, body, url } = await receiver.requests.take();
    expect(url).toBe('/avisos?token=abc');
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'AgroBot/1.2.3 (webhooks)',
      'webhook-id': id,
    });
    const question = JSON.parse((await readQuestion(redis, keys, id))!.json);
    expect(new Webhook(room.secret).verify(body, headers)).toEqual({
      type: 'question.failed',
      timestamp: question.finished_at,
      data: question,
    });
    expect(await outcomes.take()).toBe('delivered');
  });

  it('is signed by both secrets while there are two', async () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const { receiver } = await deliverTo(undefined, { settings: settingsWith(secrets) });
    const { headers, body } = await receiver.requests.take();
    for (const secret of secrets) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    expect(() => new Webhook(room.secret).verify(body, headers)).toThrow();
  });

  it('is made once and logged, and nothing stays due', async () => {
    const { outcomes, log, id, receiver } = await deliverTo();
    expect(await outcomes.take()).toBe('delivered');
    expect(await log()).toEqual({
      url: receiver.url,
      state: 'delivered',
      attempts: [{ at: expect.any(String), status: 204, duration_ms: expect.any(Number) }],
      next_attempt_at: null,
    });
    expect(await redis.zscore(dueKey(keys), id)).toBeNull();
    expect(receiver.connections()).toBe(1);
  });

  it('is tried again with the same id and body until the receiver takes it', async () => {
    const { outcomes, receiver, log } = await deliverTo(statuses([500], [404]));
    expect([await outcomes.take(), await outcomes.take(), await outcomes.take()]).toEqual([
      'put_off',
      'put_off',
      'delivered',
    ]);
    const received = [
      await receiver.requests.take(),
      await receiver.requests.take(),
      await receiver.requests.take(),
    ];
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((await log())?.attempts.map(({ status }) => status)).toEqual([500, 404, 204]);
  });

  it('is given up after the last attempt, and logged so', async () => {
    const { outcomes, id, log } = await deliverTo((response) => response.writeHead(500).end(), {
      schedule: quickSchedule(1),
    });
    expect([await outcomes.take(), await outcomes.take()]).toEqual(['put_off', 'given_up']);
    expect(await log()).toMatchObject({ state: 'failed', next_attempt_at: null });
    expect((await log())?.attempts).toHaveLength(2);
    expect(await redis.zscore(dueKey(keys), id)).toBeNull();
  });

  it('is given up at once where the receiver says 410', async () => {
    const { outcomes, log } = await deliverTo(statuses([410]));
    expect(await outcomes.take()).toBe('given_up');
    expect(await log()).toMatchObject({ state: 'failed', attempts: [{ status: 410 }] });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %s', async (status) => {
    const elsewhere = await openReceiver();
    closing.push(elsewhere.close);
    const { outcomes, log } = await deliverTo(statuses([status, { location: elsewhere.url }]));
    expect([await outcomes.take(), await outcomes.take()]).toEqual(['put_off', 'delivered']);
    expect((await log())?.attempts[0]?.status).toBe(status);
    expect(elsewhere.connections()).toBe(0);
  });

  it.each([429, 503])('waits as long as the Retry-After of a %s says', async (status) => {
    const schedule = { ...quickSchedule(3), longestRetryAfterMs: 3_600_000 };
    const { outcomes, log } = await deliverTo(statuses([status, { 'retry-after': '1800' }]), { schedule });
    expect(await outcomes.take()).toBe('put_off');
    const { attempts, next_attempt_at } = (await log())!;
    const waitS = (Date.parse(next_attempt_at!) - Date.parse(attempts[0]!.at)) / 1_000;
    expect(waitS).toBeGreaterThanOrEqual(1_800);
    expect(waitS).toBeLessThan(1_810);
  });

  it('takes no notice of a Retry-After that comes with another status', async () => {
    const { outcomes } = await deliverTo(statuses([500, { 'retry-after': '1800' }]), {
      schedule: { ...quickSchedule(3), longestRetryAfterMs: 3_600_000 },
    });
    expect([await outcomes.take(), await outcomes.take()]).toEqual(['put_off', 'delivered']);
  });

  it('is an error in the log where the receiver is slow', async () => {
    const { outcomes, log } = await deliverTo(() => undefined, { timeoutMs: 50, schedule: quickSchedule(0) });
    expect(await outcomes.take()).toBe('given_up');
    expect((await log())?.attempts).toEqual([
      { at: expect.any(String), error: 'timeout', duration_ms: expect.any(Number) },
    ]);
  });

  it('is an error in the log where the receiver cuts the connection', async () => {
    const { outcomes, log } = await deliverTo((_, __, request) => request.socket.destroy(), {
      schedule: quickSchedule(0),
    });
    expect(await outcomes.take()).toBe('given_up');
    expect((await log())?.attempts).toMatchObject([{ error: 'connection_cut' }]);
  });

  it('is an error in the log where nobody listens', async () => {
    const receiver = await openReceiver();
    await receiver.close();
    const { outcomes, stop } = await room.startDelivery([receiver.host], { schedule: quickSchedule(0) });
    closing.push(stop);
    const id = await room.owe(receiver.url);
    await addDelivery(queue, id);
    expect(await outcomes.take()).toBe('given_up');
    expect((await readDelivery(redis, keys, id))?.attempts).toMatchObject([{ error: 'connection_refused' }]);
  });

  it.each<[string, Answer]>([
    ['is longer than anyone reads', (response) => response.writeHead(200).end(Buffer.alloc(4 << 20))],
    ['never ends', (response) => response.writeHead(200).write('…')],
    [
      'is cut off',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('…', () => response.destroy()),
    ],
  ])('has arrived by its status, also where the body %s', async (_, answer) => {
    const { outcomes, log } = await deliverTo(answer, { timeoutMs: 200 });
    expect(await outcomes.take()).toBe('delivered');
    expect((await log())?.attempts).toMatchObject([{ status: 200 }]);
  });

  it('ends where its question is past retention', async () => {
    const forgotten = await room.owe('https://cooperativa.co/');
    await redis.del(keys.question(forgotten));
    const without = await room.owe('https://cooperativa.co/');
    await redis.del(deliveryKey(keys, without));
    await addDelivery(queue, forgotten);
    await addDelivery(queue, without);
    // Behind both in the queue.
    const next = await deliverTo();
    await next.outcomes.take();
    await next.stop();
    expect(await readDelivery(redis, keys, forgotten)).toMatchObject({ state: 'failed', attempts: [] });
    expect(await readDelivery(redis, keys, without)).toBeNull();
    expect(await redis.zrange(dueKey(keys), '0', '-1')).not.toContain(without);
  });
});

describe('receivers', () => {
  it('that are slow leave room for others', async () => {
    const slow = await openReceiver(() => undefined);
    const quick = await openReceiver();
    const { stop } = await room.startDelivery([slow.host, quick.host], {
      schedule: quickSchedule(0),
    });
    // Closed first: what is under way is cut and need not time out.
    closing.push(stop, quick.close, slow.close);
    for (const url of Array<string>(40).fill(slow.url)) await addDelivery(queue, await room.owe(url));
    await addDelivery(queue, await room.owe(quick.url));
    await quick.requests.take();
    expect(slow.connections()).toBeLessThanOrEqual(8);
  });
});

function settingsWith(secrets: string[]) {
  return { secrets, privateHosts: [{ hostname: '127.0.0.1', port: null }] };
}
