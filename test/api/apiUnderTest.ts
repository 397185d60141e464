import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { loadApiConfig } from '../../src/api/config.js';
import { startApi } from '../../src/api/startApi.js';
import { createReleases } from '../../src/shared/process/releases.js';
import { noTraces } from '../../src/shared/process/traces/traces.js';
import { finishQuestion } from '../../src/shared/questions/finish.js';
import type { Ending } from '../../src/shared/questions/resource.js';
import { keysFor } from '../../src/shared/questions/keys.js';
import { type AnswerJob } from '../../src/shared/questions/queue.js';
import { startQuestion } from '../../src/shared/questions/start.js';
import { resultFor } from '../stand-ins/questions.js';

export const ANSWER = 'En 2020, Huila produjo 178.319 toneladas de café.';

export type LogLine = Record<string, unknown> & { msg: string; level: number };

/** A real API on a port of its own, with a log that can be read. Instances that share a prefix serve the same questions. */
export async function startApiUnderTest(
  env: Record<string, string> = {},
  { waitUntilReady = true }: { waitUntilReady?: boolean } = {},
) {
  const prefix = env.AGROBOT_PREFIX ?? `test-${randomUUID()}`;
  const config = loadApiConfig({
    REDIS_URL: process.env.REDIS_URL,
    PORT: '0',
    ...env,
    AGROBOT_PREFIX: prefix,
  });
  const lines: LogLine[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as LogLine);
      done();
    },
  });
  const log = pino({ level: env.AGROBOT_LOG_LEVEL ?? 'info' }, sink);
  const releases = createReleases(log);
  const api = await startApi({ config, version: '0.0.0-test', log, releases, traces: noTraces }).catch(
    async (error: unknown) => {
      await releases.release();
      throw error;
    },
  );
  if (waitUntilReady) await api.ready;
  return {
    ...api,
    prefix,
    lines,
    stop: () => releases.release(),
    send: (path: string, init?: RequestInit) => fetch(api.url + path, init),
    ask: (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${api.url}/v1/questions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

export type ApiUnderTest = Awaited<ReturnType<typeof startApiUnderTest>>;

/** What a worker does to the record, through the same scripts, without a model. */
export function openWorkBench(prefix: string, redisUrl = process.env.REDIS_URL!) {
  const redis = new Redis(redisUrl);
  const keys = keysFor(prefix);
  const finish = async (id: string, attempt: string, ending: Ending, rest: { explanation?: string } = {}) => {
    const started = await startQuestion(redis, keys, id, attempt);
    if (started.outcome !== 'started') throw new Error(`not started: ${started.outcome}`);
    const outcome = await finishQuestion(redis, keys, {
      id,
      conversationId: started.conversationId,
      attempt,
      endedAtMs: Date.now(),
      ending,
      retentionS: 3_600,
      rememberMs: 3_600_000,
      ...rest,
    });
    if (outcome !== 'finished') throw new Error(`not finished: ${outcome}`);
  };
  let worker: Worker<AnswerJob> | undefined;
  const bench = {
    redis,
    keys,
    finish,
    /** Starts a question and answers it at once. */
    answer: (id: string, rest?: { explanation?: string }) =>
      finish(id, randomUUID(), { status: 'completed', result: resultFor(ANSWER) }, rest),
    async start(id: string) {
      const attempt = randomUUID();
      const started = await startQuestion(redis, keys, id, attempt);
      if (started.outcome !== 'started') throw new Error(`not started: ${started.outcome}`);
      return { attempt, conversationId: started.conversationId };
    },
    /** Answers every question of the prefix as soon as it is in the queue. */
    async answerAll() {
      worker ??= new Worker<AnswerJob>('questions', async (job) => bench.answer(job.data.id), {
        connection: redis.duplicate({ maxRetriesPerRequest: null }),
        prefix: keys.bull,
      });
      await worker.waitUntilReady();
    },
    async close() {
      await worker?.close();
      for (let cursor = '0'; ;) {
        const [next, found] = await redis.scan(cursor, 'MATCH', `${keys.prefix}*`, 'COUNT', 1_000);
        if (found.length > 0) await redis.del(...found);
        if (next === '0') break;
        cursor = next;
      }
      await redis.quit();
    },
  };
  return bench;
}

export type WorkBench = ReturnType<typeof openWorkBench>;
