import { afterAll, beforeEach, expect, it } from 'vitest';
import {
  createLostWorkers,
  HEARTBEAT_LIFETIME_MS,
  liveWorkers,
  removeHeartbeat,
  writeHeartbeat,
  type Heartbeat,
} from '../../../src/shared/questions/heartbeats.js';
import { countWorkerEnd, readWorkerEnds } from '../../../src/shared/questions/workerEnds.js';
import { openQuestionRoom } from '../../support/questionRoom.js';

const room = openQuestionRoom();
const { redis, keys } = room;
const BEGIN_MS = Date.parse('2026-01-01T12:00:00Z');
const LATE_MS = BEGIN_MS + HEARTBEAT_LIFETIME_MS;

beforeEach(() => redis.del(keys.workers, keys.workerEnds));
afterAll(() => room.close());

const beat = (id: string, seenAtMs: number, rest: Partial<Heartbeat> = {}) =>
  writeHeartbeat(redis, keys, {
    id,
    host: 'finca',
    pid: 1,
    started_at: new Date(BEGIN_MS).toISOString(),
    seen_at: new Date(seenAtMs).toISOString(),
    version: '0.1.0',
    model: { id: 'agrobot-intents', revision: 'r1', sha256: 'ab' },
    dataset: { version: 'd1' },
    threads: 2,
    in_flight: 0,
    answered: 4,
    draining: false,
    ...rest,
  });
const live = async (nowMs: number) => (await liveWorkers(redis, keys, nowMs)).map(({ id }) => id);

it('lists the workers heard of lately, and no other', async () => {
  await beat('w_lives', LATE_MS - 1);
  await beat('w_silent', BEGIN_MS);
  await redis.hset(keys.workers, 'w_newer', JSON.stringify({ seen_at: new Date(LATE_MS).toISOString() }));
  expect(await live(LATE_MS)).toEqual(['w_lives']);
  // It may yet be heard of: after Redis was away for long all are silent.
  expect((await redis.hkeys(keys.workers)).sort()).toEqual(['w_lives', 'w_newer', 'w_silent']);
});

it('counts a worker that stays silent as lost, once, and takes it off', async () => {
  const look = createLostWorkers(redis, keys);
  const look2 = createLostWorkers(redis, keys);
  await beat('w_lives', LATE_MS);
  await beat('w_silent', BEGIN_MS);
  expect(await Promise.all([look(LATE_MS), look2(LATE_MS)])).toEqual([0, 0]);
  const taken = await Promise.all([look(LATE_MS + 5_000), look2(LATE_MS + 5_000)]);
  expect(taken.sort()).toEqual([0, 1]);
  expect(await readWorkerEnds(redis, keys)).toEqual({ lost: 1, memory: 0, jobs: 0 });
  expect(await redis.hkeys(keys.workers)).toEqual(['w_lives']);
});

it('does not count workers that are silent because Redis was away', async () => {
  const look = createLostWorkers(redis, keys);
  await beat('w_1', BEGIN_MS);
  expect(await look(LATE_MS)).toBe(0);
  await beat('w_1', LATE_MS + 500);
  expect(await look(LATE_MS + 5_000)).toBe(0);
  // Away once more: a beat that is another one begins anew.
  expect(await look(LATE_MS + 2 * HEARTBEAT_LIFETIME_MS)).toBe(0);
  expect(await readWorkerEnds(redis, keys)).toEqual({ lost: 0, memory: 0, jobs: 0 });
});

it('does not count a worker that said goodbye, and counts one that asked to be replaced by its reason', async () => {
  const look = createLostWorkers(redis, keys);
  await beat('w_1', BEGIN_MS);
  await look(LATE_MS);
  await countWorkerEnd(redis, keys, 'memory');
  await removeHeartbeat(redis, keys, 'w_1');
  expect(await look(LATE_MS + 5_000)).toBe(0);
  expect(await readWorkerEnds(redis, keys)).toEqual({ lost: 0, memory: 1, jobs: 0 });
});
