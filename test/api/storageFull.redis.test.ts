import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrivateRedis } from '../../src/cli/redis/privateRedis.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

const BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');

let dir: string;
let redis: Awaited<ReturnType<typeof startPrivateRedis>>;
let api: ApiUnderTest;
let bench: WorkBench;

// A Redis of its own: its limit is changed.
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-full-'));
  redis = await startPrivateRedis({ dir, binDir: BIN_DIR, env: process.env, log: console.log });
  api = await startApiUnderTest({ REDIS_URL: redis.url });
  bench = openWorkBench(api.prefix, redis.url);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

async function limitMemoryTo(usedShare: number) {
  const used = Number(/used_memory:(\d+)/.exec(await bench.redis.info('memory'))?.[1]);
  await bench.redis.config('SET', 'maxmemory', Math.round(used / usedShare));
}

async function untilStatus(status: number): Promise<Response> {
  for (;;) {
    const response = await api.ask({ question: '¿Cuánto café?' });
    if (response.status === status) return response;
    await response.text();
  }
}

async function untilFull(): Promise<void> {
  for (;;) {
    const health = (await (await api.send('/health')).json()) as { redis: string };
    if (health.redis === 'full') return;
  }
}

describe('a Redis that is nearly full', () => {
  it('takes no new questions, so that those that were accepted can be finished', async () => {
    const { id } = (await (await untilStatus(202)).json()) as { id: string };
    await limitMemoryTo(0.9);
    await untilFull();
    const refused = await untilStatus(503);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.json()).toMatchObject({ code: 'storage_full' });
    await bench.answer(id);
    expect(await (await api.send(`/v1/questions/${id}`)).json()).toMatchObject({ status: 'completed' });
    await bench.redis.config('SET', 'maxmemory', 0);
    await untilStatus(202);
  });
});
