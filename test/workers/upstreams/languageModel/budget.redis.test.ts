import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSharedBudget } from '../../../../src/workers/upstreams/languageModel/budget.js';
import { openQuestionRoom } from '../../../support/questionRoom.js';

const NOON = Date.parse('2026-11-24T17:00:00Z');
const KEY = 'language-model-tokens:2026-11-24';

describe('the budget of two replicas', () => {
  const room = openQuestionRoom();
  const second = room.connect();
  let now = NOON;
  const replicas = (limit: number) =>
    [room.redis, second].map((redis) => createSharedBudget(redis, room.keys.prefix, limit, () => now));
  const stored = () => room.redis.get(`${room.keys.prefix}:${KEY}`);

  beforeAll(() => room.redis.ping());
  afterAll(async () => {
    await second.quit();
    await room.close();
  });

  it('is one: many reservations at once do not pass it', async () => {
    const [one, other] = replicas(10_000);
    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? one! : other!).reserve(1_000)),
    );
    const granted = taken.filter((reservation) => reservation !== null);
    expect(granted).toHaveLength(10);
    expect(await stored()).toBe('10000');

    await Promise.all(granted.map((reservation) => reservation.settle(300)));
    expect(await stored()).toBe('3000');
    expect(await other!.reserve(7_000)).not.toBeNull();
    expect(await one!.reserve(1)).toBeNull();
  });

  it('is kept for two days and settled on the day of its reservation', async () => {
    now = Date.parse('2026-11-25T04:59:00Z');
    const [one] = replicas(1_000_000);
    const before = Number(await stored());
    const reservation = await one!.reserve(500);
    now = Date.parse('2026-11-25T05:01:00Z');
    await reservation!.settle(200);
    expect(Number(await stored())).toBe(before + 200);
    expect(await room.redis.exists(`${room.keys.prefix}:language-model-tokens:2026-11-25`)).toBe(0);
    const ttl = await room.redis.ttl(`${room.keys.prefix}:${KEY}`);
    expect(ttl).toBeGreaterThan(47 * 3_600);
    expect(ttl).toBeLessThanOrEqual(48 * 3_600);
  });

  it('does not come back to life below zero where its key is gone', async () => {
    now = NOON;
    const [one] = replicas(1_000_000);
    const reservation = await one!.reserve(500);
    await room.redis.del(`${room.keys.prefix}:${KEY}`);
    await reservation!.settle(0);
    expect(await stored()).toBeNull();
  });
});
