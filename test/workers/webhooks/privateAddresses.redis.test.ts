import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readDelivery } from '../../../src/shared/webhooks/deliveries.js';
import { addDelivery } from '../../../src/shared/webhooks/queue.js';
import { namesAre, openDeliveryRoom, openReceiver, quickSchedule } from './deliveryRoom.js';

const room = openDeliveryRoom();
const { redis, keys, queue } = room;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(() => room.closeAll());

/** Global unicast, but given to nobody since the 6bone ended (RFC 3701): no packet reaches anyone. */
const PUBLIC = '3ffe::1';

/** Delivers to a URL, with names as they are said to be, and returns the log of the first attempt. */
async function firstAttempt(url: string, names: Record<string, string[][]>, privateHosts: string[] = []) {
  const { outcomes, stop } = await room.startDelivery(privateHosts, {
    lookup: namesAre(names),
    schedule: quickSchedule(0),
    timeoutMs: 500,
  });
  closing.push(stop);
  const id = await room.owe(url);
  await addDelivery(queue, id);
  const outcome = await outcomes.take();
  const delivery = await readDelivery(redis, keys, id);
  return { outcome, ...delivery!.attempts[0] };
}

describe('a name that has a private address', () => {
  it.each([
    ['loopback', ['127.0.0.1']],
    ['loopback, IPv6', ['::1']],
    ['metadata', ['169.254.169.254']],
    ['IPv4-mapped', ['::ffff:10.0.0.1']],
    ['carrier-grade NAT', ['100.64.0.1']],
    ['unique local', ['fd12::1']],
    ['itself', ['0.0.0.0']],
    ['none', []],
    ['one beside a public one', [PUBLIC, '10.0.0.1']],
  ])('is not connected to: %s', async (_, addresses) => {
    const attempt = await firstAttempt('https://avisos.cooperativa.co:8443/', {
      'avisos.cooperativa.co': [addresses],
    });
    expect(attempt).toMatchObject({ outcome: 'given_up', error: 'private_address' });
  });

  it('gets no connection on the port that listens there', async () => {
    const receiver = await openReceiver();
    closing.push(receiver.close);
    const attempt = await firstAttempt(`https://avisos.cooperativa.co:${receiver.port}/`, {
      'avisos.cooperativa.co': [['127.0.0.1']],
    });
    expect(attempt.error).toBe('private_address');
    expect(receiver.connections()).toBe(0);
  });

  it('is connected to where the host is one of our own network', async () => {
    const receiver = await openReceiver();
    closing.push(receiver.close);
    const url = `http://avisos.cooperativa.co:${receiver.port}/`;
    const names = { 'avisos.cooperativa.co': [['127.0.0.1']] };
    const attempt = await firstAttempt(url, names, [`avisos.cooperativa.co:${receiver.port}`]);
    expect(attempt).toMatchObject({ outcome: 'delivered', status: 204 });
  });

  it('is judged by each answer of the DNS: one that was public before gains nothing', async () => {
    const receiver = await openReceiver();
    const { outcomes, stop } = await room.startDelivery([], {
      lookup: namesAre({ 'rebind.attacker.co': [[PUBLIC], ['127.0.0.1']] }),
      schedule: quickSchedule(1),
      timeoutMs: 100,
    });
    closing.push(receiver.close, stop);
    const id = await room.owe(`https://rebind.attacker.co:${receiver.port}/`);
    await addDelivery(queue, id);
    expect([await outcomes.take(), await outcomes.take()]).toEqual(['put_off', 'given_up']);
    const { attempts } = (await readDelivery(redis, keys, id))!;
    expect(attempts[0]?.error).not.toBe('private_address');
    expect(attempts[1]?.error).toBe('private_address');
    expect(receiver.connections()).toBe(0);
  });
});

describe('a URL', () => {
  it('that was stored when more was allowed is refused now', async () => {
    const receiver = await openReceiver();
    closing.push(receiver.close);
    expect(await firstAttempt(receiver.url, {})).toMatchObject({ outcome: 'given_up', error: 'url_refused' });
    expect(receiver.connections()).toBe(0);
  });

  it('whose name does not exist is a failed attempt', async () => {
    expect(await firstAttempt('https://nadie.cooperativa.co/', {})).toMatchObject({
      outcome: 'given_up',
      error: 'name_not_found',
    });
  });
});
