import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startPrivateRedis, type RunningRedis } from '../../src/cli/redis/privateRedis.js';
import { createFleet, everydayQuestions, type Started, type TestFleet } from '../support/processes.js';

const BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');

let dir: string;
let redis: RunningRedis;
let fleet: TestFleet;
let api: Started;
let worker: Started;

const startRedis = () => startPrivateRedis({ dir, binDir: BIN_DIR, env: {}, log: () => undefined });

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-faults-'));
  redis = await startRedis();
  // Shorter than the outages below: a job's deadline must not run while Redis is away.
  fleet = createFleet({ REDIS_URL: redis.url, AGROBOT_JOB_DEADLINE_S: '5' });
  [api, worker] = await Promise.all([fleet.api(), fleet.worker()]);
});
afterEach(async () => {
  await fleet.stop();
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

function post(question: string) {
  return fetch(`${api.url}/v1/questions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  });
}

it('keeps every question that got a 202 when Redis is killed and started again', async () => {
  const client = fleet.client(api);
  // Held still, so that the questions are open while Redis dies.
  worker.child.kill('SIGSTOP');
  const asked = await Promise.all(everydayQuestions(100).map((question) => client.ask({ question })));
  // appendfsync everysec: what is older than a second is on the disk, whatever happens.
  await delay(1_100);
  process.kill(redis.pid!, 'SIGKILL');
  await redis.gone;
  const refused = await post('¿y ahora?');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).not.toBeNull();
  redis = await startRedis();
  worker.child.kill('SIGCONT');
  const ends = await Promise.all(asked.map(({ id }) => client.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(asked.map(() => 'completed'));
});

it('says 503 while Redis hangs for 20 s, longer than any deadline of a job, and goes on as if nothing had been', async () => {
  const client = fleet.client(api);
  const ids = await Promise.all(
    everydayQuestions(50).map(async (question) => (await client.ask({ question })).id),
  );
  process.kill(redis.pid!, 'SIGSTOP');
  const refused = await post('¿Cuánto café produjo Huila en 2020?');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).not.toBeNull();
  // Twice the lock's duration: long enough for every lock to be lost.
  await delay(20_000);
  process.kill(redis.pid!, 'SIGCONT');
  const ends = await Promise.all(ids.map((id) => client.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(ids.map(() => 'completed'));
  expect((await client.wait((await client.ask({ question: '¿Cuánto maíz produjo Meta?' })).id)).status).toBe(
    'completed',
  );
  expect(worker.child.exitCode ?? worker.child.signalCode).toBeNull();
});

it('waits for room while Redis is full, and then answers all', async () => {
  const client = fleet.client(api);
  worker.child.kill('SIGSTOP');
  const asked = await Promise.all(everydayQuestions(50).map((question) => client.ask({ question })));
  await setMaxMemory('1mb');
  worker.child.kill('SIGCONT');
  expect((await post('¿y ahora?')).status).toBe(503);
  // Long enough for the worker to meet a full Redis several times.
  await delay(3_000);
  expect((await client.get(asked[0]!.id)).status).toMatch(/queued|in_progress/);
  await setMaxMemory('0');
  const ends = await Promise.all(asked.map(({ id }) => client.wait(id)));
  expect(ends.map(({ status }) => status)).toEqual(asked.map(() => 'completed'));
});

async function setMaxMemory(bytes: string) {
  const connection = new Redis(redis.url);
  await connection.config('SET', 'maxmemory', bytes);
  await connection.quit();
}
