import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import { startFleet } from '../fleet.js';
import { openQuestionList } from '../questions.js';
import { memoryOf, type Memory } from '../usage.js';
import type { SettingsOptions } from './measureSettings.js';
import { inMb, table } from './table.js';

const QUESTIONS = 5_000;
/** Streams that are open when the API's memory is looked at. */
const STREAMS = [0, 100, 1_000];
const AT_ONCE = 64;
/** A question's events are kept for a minute after its end. */
const EVENTS_KEPT_MS = 60_000;
const MOST_WAIT_MS = 60_000;

export interface StoreFigures {
  questions: number;
  /** Of Redis (used_memory), a question. */
  openBytes: number;
  /** In its first minute, with its events. */
  justFinishedBytes: number;
  finishedBytes: number;
  /** That its append-only file grows by, a question. */
  fileBytes: number;
  streams: { open: number; api: Memory }[];
}

/**
 * What questions take of Redis, and open streams of the API: all are accepted first, followed by streams, and answered
 * by a worker that starts after that.
 */
export async function measureStore({ root, log }: SettingsOptions): Promise<StoreFigures> {
  const list = await openQuestionList(`${root}/data`);
  const fleet = await startFleet(root, { workers: 0, threads: 2 });
  const redis = new Redis(fleet.redis.url);
  const pool = new Pool(fleet.api.url, { connections: 2_000, pipelining: 1 });
  try {
    const before = await storeSizes(redis);
    const events = await acceptAll(pool, list.take(QUESTIONS));
    const accepted = await storeSizes(redis);

    const ends: Promise<unknown>[] = [];
    const streams: StoreFigures['streams'] = [];
    for (const open of STREAMS) {
      const more = events.slice(ends.length, open).map((path) => openStream(pool, path));
      for (const { ended } of await Promise.all(more)) ends.push(ended);
      streams.push({ open, api: await memoryOf(fleet.api.pid) });
      log(`store: ${open} streams`);
    }

    await fleet.addWorker();
    await Promise.all([...ends, allFinished(redis)]);
    const finished = await storeSizes(redis);
    log('store: waiting until events are forgotten');
    await delay(EVENTS_KEPT_MS + 5_000);
    const kept = await storeSizes(redis);
    return {
      questions: QUESTIONS,
      openBytes: (accepted.used - before.used) / QUESTIONS,
      justFinishedBytes: (finished.used - before.used) / QUESTIONS,
      finishedBytes: (kept.used - before.used) / QUESTIONS,
      fileBytes: (kept.file - before.file) / QUESTIONS,
      streams,
    };
  } finally {
    redis.disconnect();
    await pool.destroy();
    await fleet.stop();
  }
}

/** @returns the paths of their streams */
async function acceptAll(pool: Pool, questions: string[]): Promise<string[]> {
  const paths: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let question = questions[next++]; question !== undefined; question = questions[next++]) {
        const { statusCode, body } = await pool.request({
          path: '/v1/questions',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ question }),
        });
        const text = await body.text();
        if (statusCode !== 202) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 300)}`);
        paths.push((JSON.parse(text) as { urls: { events: string } }).urls.events);
      }
    }),
  );
  return paths;
}

/** Resolves when its first bytes have come. */
async function openStream(pool: Pool, path: string): Promise<{ ended: Promise<unknown> }> {
  const { body } = await pool.request({ path, method: 'GET', bodyTimeout: 0 });
  const stream: Readable = body;
  const ended = once(stream, 'end');
  const first = once(stream, 'data');
  stream.resume();
  await first;
  return { ended };
}

async function allFinished(redis: Redis): Promise<void> {
  const deadline = performance.now() + MOST_WAIT_MS;
  while ((await redis.zcard('{agrobot}:open')) > 0) {
    if (performance.now() > deadline) throw new Error('the worker does not come to an end');
    await delay(100);
  }
}

/** Bytes in memory, and of the append-only file. */
async function storeSizes(redis: Redis): Promise<{ used: number; file: number }> {
  const info = `${await redis.info('memory')}\n${await redis.info('persistence')}`;
  const number = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
  return { used: number('used_memory'), file: number('aof_current_size') };
}

export function printStore(figures: StoreFigures): string {
  const { questions, streams } = figures;
  const inKb = (bytes: number) => (bytes / 1e3).toFixed(1);
  return [
    `Redis, KB a question, of ${questions.toLocaleString('en-US')}: open ${inKb(figures.openBytes)}, ` +
      `just finished ${inKb(figures.justFinishedBytes)}, finished more than a minute ago ` +
      `${inKb(figures.finishedBytes)}; its append-only file grows by ${inKb(figures.fileBytes)}.`,
    table(
      ['open streams', 'API, resident MB', 'proportional MB'],
      streams.map(({ open, api }) => [open.toLocaleString('en-US'), inMb(api.rss), inMb(api.pss)]),
    ),
  ].join('\n\n');
}
