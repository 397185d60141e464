import { afterAll, expect, it } from 'vitest';
import { deliveries } from '../../../src/api/webhooks/deliveries.js';
import { newQuestionId } from '../../../src/shared/questions/ids.js';
import type { Call } from '../../../src/api/call.js';
import { Gone, NotFound } from '../../../src/api/http/outcomes.js';
import type { Services } from '../../../src/api/services.js';
import {
  claimDelivery,
  settleDelivery,
  webhookDeliverySchema,
} from '../../../src/shared/webhooks/deliveries.js';
import { openDeliveryRoom } from '../../workers/webhooks/deliveryRoom.js';

const room = openDeliveryRoom();
const { redis, keys } = room;
const services = { redis, keys, config: { retentionS: 3_600 } } as Services;
afterAll(() => room.closeAll());

const read = (id: string) => deliveries({ id } as Call, services);
const logOf = async (id: string) => webhookDeliverySchema.parse(JSON.parse((await read(id)).body!));

it('tells of every attempt and when the next one is due', async () => {
  const id = await room.owe('https://cooperativa.co/avisos?token=abc');
  await claimDelivery(redis, keys, id);
  const made = { at: '2026-11-24T10:00:00.000Z', status: 500, duration_ms: 12 };
  const nextAtMs = Date.parse('2026-11-24T10:00:05Z');
  await settleDelivery(redis, keys, id, 1, { state: 'pending', nextAtMs, made });
  expect(await logOf(id)).toEqual({
    url: 'https://cooperativa.co/avisos',
    state: 'pending',
    attempts: [made],
    next_attempt_at: '2026-11-24T10:00:05.000Z',
  });
});

it('says that one is pending before its question has ended', async () => {
  const { id } = await room.accepted({ webhookUrl: 'https://cooperativa.co/avisos?token=abc' });
  expect(await logOf(id)).toEqual({
    url: 'https://cooperativa.co/avisos',
    state: 'pending',
    attempts: [],
    next_attempt_at: null,
  });
});

it('is no resource where the question has no webhook_url, or is not known', async () => {
  const { id } = await room.accepted();
  await expect(read(id)).rejects.toThrow(NotFound);
  await expect(read(newQuestionId())).rejects.toThrow(NotFound);
  await expect(read('q_00000000-0000-7000-8000-000000000000')).rejects.toThrow(Gone);
});
